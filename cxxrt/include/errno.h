/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's own numbers, for std::errc. Module code uses bindings/errno.hpp. */
#ifndef KCXX_ERRNO_H
#define KCXX_ERRNO_H

#include <asm/errno.h>

#endif
