// SPDX-License-Identifier: GPL-2.0
/* The caller's side of reads and writes, for tests/bindings/iov_iter.hpp. */
#include <linux/fs.h>
#include <linux/uio.h>

void kcxx_kunit_with_iov_iter(bool user, bool source, void *data, size_t size,
			       void (*use)(struct iov_iter *iter, void *context), void *context);

void kcxx_kunit_with_iov_iter(bool user, bool source, void *data, size_t size,
			       void (*use)(struct iov_iter *iter, void *context), void *context)
{
	struct kvec kvec = { .iov_base = data, .iov_len = size };
	unsigned int direction = source ? WRITE : READ;
	struct iov_iter iter;

	if (user)
		iov_iter_ubuf(&iter, direction, (void __user *)data, size);
	else
		iov_iter_kvec(&iter, direction, &kvec, 1, size);
	use(&iter, context);
}
