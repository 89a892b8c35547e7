// SPDX-License-Identifier: GPL-2.0
/* <linux/kexec.h>: an inline function where the kernel cannot start another. */
#include <linux/kexec.h>

bool kcxx_kexec_crash_loaded(void)
{
	return kexec_crash_loaded();
}
