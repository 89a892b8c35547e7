// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/fs_parser.h>
#include <linux/fsnotify.h>
#include <linux/mount.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>
#include <linux/version.h>

/* A super block whose files are devices, and no programs. */
void kcxx_super_block_init(struct super_block *sb, unsigned long magic, const struct super_operations *operations)
{
	sb->s_blocksize = PAGE_SIZE;
	sb->s_blocksize_bits = PAGE_SHIFT;
	sb->s_iflags &= ~SB_I_NODEV;
	sb->s_iflags |= SB_I_NOEXEC;
	sb->s_magic = magic;
	sb->s_op = operations;
	sb->s_time_gran = 1;
}

void kcxx_super_block_set_root(struct super_block *sb, struct dentry *root)
{
	sb->s_root = root;
}

void *kcxx_super_block_private(const struct super_block *sb)
{
	return sb->s_fs_info;
}

void kcxx_super_block_set_private(struct super_block *sb, void *private)
{
	sb->s_fs_info = private;
}

bool kcxx_super_block_has(const struct super_block *sb, const struct super_operations *operations)
{
	return sb->s_op == operations;
}

bool kcxx_super_block_is_of_init_user_ns(const struct super_block *sb)
{
	return sb->s_user_ns == &init_user_ns;
}

struct dentry *kcxx_super_block_root(const struct super_block *sb)
{
	return sb->s_root;
}

/* Of one that is in use already: there is no other way to come by it. */
void kcxx_super_block_get(struct super_block *sb)
{
	atomic_inc(&sb->s_active);
}

struct super_block *kcxx_dentry_super_block(const struct dentry *dentry)
{
	return dentry->d_sb;
}

struct super_block *kcxx_file_super_block(const struct file *file)
{
	return file_inode(file)->i_sb;
}

void kcxx_inode_set(struct inode *inode, umode_t mode, void *private)
{
	inode->i_ino = get_next_ino();
	inode->i_mode = mode;
	inode->i_private = private;
}

/* As simple_inode_init_ts(), which cannot be inlined: functions that it calls return structures. */
void kcxx_inode_set_times(struct inode *inode)
{
	struct timespec64 now;

	ktime_get_coarse_real_ts64(&now);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
	inode_set_atime(inode, now.tv_sec, now.tv_nsec);
	inode_set_mtime(inode, now.tv_sec, now.tv_nsec);
	inode_set_ctime(inode, now.tv_sec, now.tv_nsec);
#else
	inode->i_atime = inode->i_mtime = inode->i_ctime = now;
#endif
}

void kcxx_inode_set_operations(struct inode *inode, const struct file_operations *operations)
{
	inode->i_fop = operations;
}

/* NULL: of a folder whose entries stay as they are. */
void kcxx_inode_set_dir(struct inode *inode, const struct inode_operations *operations)
{
	inode->i_op = operations ? operations : &simple_dir_inode_operations;
	inode->i_fop = &simple_dir_operations;
	set_nlink(inode, 2);
}

/* A device of root in the user namespace that has mounted it. */
void kcxx_inode_set_device(struct inode *inode, dev_t number)
{
	const kuid_t uid = make_kuid(inode->i_sb->s_user_ns, 0);
	const kgid_t gid = make_kgid(inode->i_sb->s_user_ns, 0);

	init_special_inode(inode, inode->i_mode, number);
	inode->i_uid = uid_valid(uid) ? uid : GLOBAL_ROOT_UID;
	inode->i_gid = gid_valid(gid) ? gid : GLOBAL_ROOT_GID;
}

struct inode *kcxx_d_inode(const struct dentry *dentry)
{
	return d_inode(dentry);
}

bool kcxx_d_really_is_positive(const struct dentry *dentry)
{
	return d_really_is_positive(dentry);
}

struct dentry *kcxx_d_parent(const struct dentry *dentry)
{
	return dentry->d_parent;
}

struct dentry *kcxx_dget(struct dentry *dentry)
{
	return dget(dentry);
}

bool kcxx_d_is_dir(const struct dentry *dentry)
{
	return d_is_dir(dentry);
}

bool kcxx_simple_positive(const struct dentry *dentry)
{
	return simple_positive(dentry);
}

void kcxx_inode_lock(struct inode *inode)
{
	inode_lock(inode);
}

void kcxx_inode_unlock(struct inode *inode)
{
	inode_unlock(inode);
}

void kcxx_fsnotify_create(struct inode *dir, struct dentry *dentry)
{
	fsnotify_create(dir, dentry);
}

void kcxx_fsnotify_mkdir(struct inode *dir, struct dentry *dentry)
{
	fsnotify_mkdir(dir, dentry);
}

void kcxx_fs_context_init(struct fs_context *fc, const struct fs_context_operations *operations, void *private)
{
	fc->ops = operations;
	fc->fs_private = private;
}

void *kcxx_fs_context_private(const struct fs_context *fc)
{
	return fc->fs_private;
}

struct super_block *kcxx_fs_context_super_block(const struct fs_context *fc)
{
	return fc->root->d_sb;
}

/* As fs_parse(), which gives what a number or an enum is. */
int kcxx_fs_parse_u32(struct fs_context *fc, const struct fs_parameter_spec *specs,
		      struct fs_parameter *parameter, u32 *value)
{
	struct fs_parse_result result = {};
	const int number = fs_parse(fc, specs, parameter, &result);

	*value = result.uint_32;
	return number;
}

int kcxx_fs_refuse(struct fs_context *fc, const struct fs_parameter *parameter)
{
	return invalfc(fc, "Bad value for '%s'", parameter->key);
}

int kcxx_fs_refuse_change(struct fs_context *fc)
{
	return invalfc(fc, "That cannot be changed during a remount");
}
