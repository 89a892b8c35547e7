/* SPDX-License-Identifier: GPL-2.0 */
/* What a system call is to return, and with which errno. */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void expect(const char *what, long got, int error, long want, int want_error)
{
	if (got == want && (got >= 0 || error == want_error))
		return;
	printf("%s: got %ld (%s), expected %ld (%s)\n", what, got, got < 0 ? strerror(error) : "-",
	       want, want < 0 ? strerror(want_error) : "-");
	failures++;
}

#define EXPECT(call, want, want_error)                  \
	do {                                            \
		errno = 0;                              \
		long got = (call);                      \
		expect(#call, got, errno, want, want_error); \
	} while (0)
