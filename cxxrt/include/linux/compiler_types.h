/* SPDX-License-Identifier: GPL-2.0 */
/* uapi headers include this for annotations; headers_install drops it, and so do we. */
#ifndef KCXX_LINUX_COMPILER_TYPES_H
#define KCXX_LINUX_COMPILER_TYPES_H

#define __user
#define __force
#define __bitwise

#endif
