/* SPDX-License-Identifier: GPL-2.0 */
/* The mem* and str* functions that every kernel exports to modules (lib/string.c). */
#ifndef KCXX_STRING_H
#define KCXX_STRING_H

#include <stddef.h>

#define __CORRECT_ISO_CPP_STRING_H_PROTO 1

#ifdef __cplusplus
extern "C" {
#endif
void *memcpy(void *__restrict, const void *__restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
#ifdef __cplusplus
}

extern "C++" {
inline const void *memchr(const void *s, int c, size_t n)
{
	return __builtin_memchr(s, c, n);
}
inline void *memchr(void *s, int c, size_t n)
{
	return __builtin_memchr(s, c, n);
}
inline const char *strchr(const char *s, int c)
{
	return __builtin_strchr(s, c);
}
inline char *strchr(char *s, int c)
{
	return __builtin_strchr(s, c);
}
}
#endif

#endif
