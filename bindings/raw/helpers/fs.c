// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>

void *kcxx_inode_private(const struct inode *inode)
{
	return inode->i_private;
}

bool kcxx_kiocb_nonblocking(const struct kiocb *kiocb)
{
	return (kiocb->ki_flags & IOCB_NOWAIT) || (kiocb->ki_filp->f_flags & O_NONBLOCK);
}

void kcxx_file_set_nowait(struct file *file)
{
	file->f_mode |= FMODE_NOWAIT;
}
