// SPDX-License-Identifier: GPL-2.0
/* Lets each allocation and each copy fail once in what is done with a file system of Binder devices, and
 * with the driver's logs: what failed has changed nothing, and works the next time. */
#include <linux/android/binderfs.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <tests/user/binder.h>
#include <tests/user/fault.h>

#define MOUNTED "/tmp/faulty"

static const char *kind;
static int control;

static int mount_it(void)
{
	return mount("none", MOUNTED, kind, 0, "max=8,stats=global");
}

static int umount_it(void)
{
	return umount(MOUNTED);
}

/* Nothing is mounted, and all can be. */
static int mounts_again(void)
{
	struct stat found;

	if (!stat(MOUNTED "/binder-control", &found) || mount_it())
		return -1;
	return stat(MOUNTED "/binder_logs/failed_transaction_log", &found) || umount_it();
}

static int add_device(void)
{
	struct binderfs_device device = { .name = "added" };

	return ioctl(control, BINDER_CTL_ADD, &device);
}

static int remove_device(void)
{
	return unlink(MOUNTED "/added");
}

/* As many as are allowed still are: none was counted that is not there. */
static int adds_again(void)
{
	struct binderfs_device device = { .name = "n0" };
	char path[] = MOUNTED "/n0";
	struct stat found;
	int added = 0;

	if (!stat(MOUNTED "/added", &found))
		return -1;
	for (; !ioctl(control, BINDER_CTL_ADD, &device); added++)
		device.name[1]++;
	/* One is there from the start. */
	if (added != 7 || errno != ENOSPC)
		return -1;
	for (; added > 0; added--, path[sizeof(path) - 2]++)
		if (unlink(path))
			return -1;
	return 0;
}

/* What there is no memory for may be missing. */
static int read_log(void)
{
	char text[4096];
	const int fd = open(MOUNTED "/binder_logs/state", O_RDONLY | O_CLOEXEC);
	ssize_t size;
	int error;

	if (fd < 0)
		return -1;
	while ((size = read(fd, text, sizeof(text))) > 0)
		;
	error = errno;
	close(fd);
	errno = error;
	return size < 0 ? -1 : 0;
}

int main(int argc, char **argv)
{
	struct binder_client service = { .fd = -1 };

	kind = argv[argc - 1];
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0) {
		perror("/proc/thread-self/fail-nth");
		return 1;
	}
	mkdir(MOUNTED, 0700);
	with_each_fault(&(struct operation){ "binderfs: mount", mount_it, 20, mounts_again, umount_it });
	EXPECT(mount_it(), 0, 0);
	control = open(MOUNTED "/binder-control", O_RDONLY | O_CLOEXEC);
	EXPECT(control >= 0, 1, 0);
	with_each_fault(&(struct operation){ "binderfs: add a device", add_device, 6, adds_again, remove_device });
	EXPECT(binder_open_service(&service, MOUNTED "/cxxbinder"), 0, 0);
	with_each_fault(&(struct operation){ "binderfs: read a log", read_log, 2, read_log });
	binder_close(&service);
	close(control);
	EXPECT(umount_it(), 0, 0);
	return failures != 0;
}
