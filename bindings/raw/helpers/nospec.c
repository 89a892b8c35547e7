// SPDX-License-Identifier: GPL-2.0
#include <linux/nospec.h>

size_t kcxx_array_index_nospec(size_t index, size_t size)
{
	return array_index_nospec(index, size);
}
