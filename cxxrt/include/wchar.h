/* SPDX-License-Identifier: GPL-2.0 */
/* libc++ names mbstate_t in a forward declaration and never uses it here. */
#ifndef KCXX_WCHAR_H
#define KCXX_WCHAR_H

#include <stddef.h>

typedef struct {
	int unused;
} mbstate_t;

#endif
