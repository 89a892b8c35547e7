/* SPDX-License-Identifier: GPL-2.0 */
/* Included before everything that belongs to the external KUnit. The headers whose structures
 * depend on CONFIG_KUNIT come first, as the running kernel has them; then it is switched on. */
#ifndef KCXX_KUNIT_SHIM_H
#define KCXX_KUNIT_SHIM_H
#ifndef __ASSEMBLY__

#include <linux/module.h>
#include <linux/sched.h>

#define CONFIG_KUNIT_MODULE 1
#define CONFIG_KUNIT_DEBUGFS 1
#define CONFIG_KUNIT_DEFAULT_ENABLED 1

struct kunit;
struct kunit *kcxx_kunit_get(void);
void kcxx_kunit_set(struct kunit *test);

#endif
#endif
