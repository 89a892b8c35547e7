/* SPDX-License-Identifier: GPL-2.0 */
/* What libc++'s headers name of <stdio.h>. There is no stdio in a kernel: calling any is an error. */
#ifndef KCXX_STDIO_H
#define KCXX_STDIO_H

#include <stddef.h>

#define EOF (-1)

#ifdef __cplusplus
extern "C" int remove(const char *) = delete; /* std::remove is the algorithm */
extern "C" int vsnprintf(char *, size_t, const char *, __builtin_va_list) = delete;
#endif

#endif
