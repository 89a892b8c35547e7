// SPDX-License-Identifier: GPL-2.0
/* A C module that calls what a C++ module exports. */
#include <linux/module.h>

#include <tests/modules/cxx_export/cxx_export.h>

static int __init c_import_init(void)
{
	struct cxx_pair pair = { .first = 40, .second = 2 };

	pr_info("c_import: sum %ld depth %d\n", cxx_pair_sum(&pair), cxx_descend(5));
	return 0;
}

static void __exit c_import_exit(void)
{
}

module_init(c_import_init);
module_exit(c_import_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("C user of C++ exports");
