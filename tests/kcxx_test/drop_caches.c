// SPDX-License-Identifier: GPL-2.0
/* Has the kernel take back what it can, for tests/bindings/test_shrinker.cpp: as by hand. */
#include <linux/fs.h>

int kcxx_kunit_drop_caches(void);

int kcxx_kunit_drop_caches(void)
{
	struct file *file = filp_open("/proc/sys/vm/drop_caches", O_WRONLY, 0);
	loff_t pos = 0;
	ssize_t written;

	if (IS_ERR(file))
		return PTR_ERR(file);
	written = kernel_write(file, "2", 1, &pos);
	filp_close(file, NULL);
	return written < 0 ? written : 0;
}
