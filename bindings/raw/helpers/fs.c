// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>

void *kcxx_inode_private(const struct inode *inode)
{
	return inode->i_private;
}
