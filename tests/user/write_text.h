/* SPDX-License-Identifier: GPL-2.0 */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* To a file that is there, as the kernel's are. 0, or -1 and errno. */
static inline int write_text(const char *path, const char *text)
{
	int opened = open(path, O_WRONLY | O_CLOEXEC);
	long written = opened < 0 ? -1 : write(opened, text, strlen(text));
	int error = errno;

	close(opened);
	errno = error;
	return written < 0 ? -1 : 0;
}
