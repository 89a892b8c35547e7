// SPDX-License-Identifier: GPL-2.0
#include <linux/uio.h>

size_t kcxx_iov_iter_count(const struct iov_iter *i)
{
	return iov_iter_count(i);
}

size_t kcxx_copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i)
{
	return copy_to_iter(addr, bytes, i);
}

bool kcxx_copy_from_iter_full(void *addr, size_t bytes, struct iov_iter *i)
{
	return copy_from_iter_full(addr, bytes, i);
}
