/* SPDX-License-Identifier: GPL-2.0 */
/* What libc++'s headers name of <stdlib.h>. */
#ifndef KCXX_STDLIB_H
#define KCXX_STDLIB_H

#include <stddef.h>

typedef struct {
	int quot, rem;
} div_t;
typedef struct {
	long quot, rem;
} ldiv_t;
typedef struct {
	long long quot, rem;
} lldiv_t;

#ifdef __cplusplus
inline ldiv_t ldiv(long x, long y)
{
	return {x / y, x % y};
}
inline lldiv_t lldiv(long long x, long long y)
{
	return {x / y, x % y};
}
#endif

#endif
