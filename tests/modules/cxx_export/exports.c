// SPDX-License-Identifier: GPL-2.0
/* The exports of a C++ module, in C: so kbuild makes their versions from the prototypes. */
#include <linux/export.h>

#include <tests/modules/cxx_export/cxx_export.h>

EXPORT_SYMBOL_GPL(cxx_pair_sum);
EXPORT_SYMBOL_GPL(cxx_descend);
