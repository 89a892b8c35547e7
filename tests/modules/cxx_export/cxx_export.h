/* SPDX-License-Identifier: GPL-2.0 */
/* What the C++ module cxx_export offers to others, C and C++. */
#ifndef CXX_EXPORT_H
#define CXX_EXPORT_H

#ifdef __cplusplus
extern "C" {
#endif

struct cxx_pair {
	int first;
	long second;
};

/* The sum of both. */
long cxx_pair_sum(const struct cxx_pair *pair);

/* Calls itself `depth` times through C++ frames and returns depth. */
int cxx_descend(int depth);

#ifdef __cplusplus
}
#endif

#endif
