/* SPDX-License-Identifier: GPL-2.0 */
/* What a header of events begins with, for both languages: see tracepoint.hpp. */
#ifdef __cplusplus
#include <bindings/tracepoint.hpp>
#else
#include <linux/tracepoint.h>
#endif
