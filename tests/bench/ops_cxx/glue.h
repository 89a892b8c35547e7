/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

#include <tests/bench/ops.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The address of a page of user space, or -errno. */
long glue_user_page(void);
void glue_meter(struct ops *ops);

#ifdef __cplusplus
}
#endif
