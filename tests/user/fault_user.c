// SPDX-License-Identifier: GPL-2.0
/* Lets each allocation and each copy to or from user space fail once, in every operation of the modules
 * for tests: the error has to come back, and nothing may have changed. For kernels with fault injection:
 * Documentation/fault-injection/fault-injection.rst. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <tests/modules/ioctl_demo/ioctl_demo.h>
#include <tests/user/fault.h>

static int file;
static char text[4096];

static int done(long result)
{
	return result < 0 ? -1 : 0;
}

/* --- /dev/note ---------------------------------------------------------------------------------- */

static int note_open(void)
{
	return open_and_close("/dev/note");
}

static int note_write(void)
{
	memset(text, 'n', sizeof(text));
	return done(write(file, text, sizeof(text)));
}

static int note_restore(void)
{
	return write(file, "old", 3) != 3;
}

static int note_is_old(void)
{
	char old[8] = "";

	return pread(file, old, sizeof(old), 0) != 3 || strcmp(old, "old");
}

static int note_read(void)
{
	return done(pread(file, text, sizeof(text), 0));
}

/* --- /dev/ioctl_demo ------------------------------------------------------------------------------ */

static int ioctl_get(void)
{
	struct ioctl_demo_range range;

	return ioctl(file, IOCTL_DEMO_GET, &range);
}

static int ioctl_set(void)
{
	struct ioctl_demo_range range = { 8, 9 };

	return ioctl(file, IOCTL_DEMO_SET, &range);
}

static int range_restore(void)
{
	struct ioctl_demo_range range = { 3, 7 };

	return ioctl(file, IOCTL_DEMO_SET, &range);
}

static int range_is_old(void)
{
	struct ioctl_demo_range range = { 0, 0 };

	return ioctl(file, IOCTL_DEMO_GET, &range) || range.from != 3 || range.to != 7;
}

static int ioctl_invert(void)
{
	struct ioctl_demo_buffer buffer = { .address = (unsigned long)text, .size = sizeof(text) };

	return ioctl(file, IOCTL_DEMO_INVERT, &buffer);
}

/* --- /dev/async_demo, whose answer comes later -------------------------------------------------------- */

static int async_open(void)
{
	return open_and_close("/dev/async_demo");
}

static int async_write(void)
{
	return done(write(file, "slow", 4));
}

/* --- files of debugfs and sysfs --------------------------------------------------------------------- */

static const char *path;

static int path_read(void)
{
	int opened = open(path, O_RDONLY);
	long got = opened < 0 ? -1 : read(opened, text, sizeof(text));
	int error = errno;

	close(opened);
	errno = error;
	return done(got);
}

static int path_write(void)
{
	return write_text(path, "42");
}

/* --- modules ---------------------------------------------------------------------------------------- */

static int module_load(void)
{
	return syscall(SYS_finit_module, file, "", 0);
}

static const char *loaded;

static int module_unload(void)
{
	return syscall(SYS_delete_module, loaded, 0);
}

/* --- all ---------------------------------------------------------------------------------------------- */

static void reopen(const char *name, int flags)
{
	close(file);
	file = open(name, flags);
	expect(name, file < 0, errno, 0, 0);
}

static void test_note(void)
{
	reopen("/dev/note", O_RDWR);
	note_restore();
	with_each_fault(&(struct operation){ "open note", note_open, 1 });
	with_each_fault(&(struct operation){ "read note", note_read, 1 });
	with_each_fault(&(struct operation){ "write note", note_write, 2, note_is_old, note_restore });
}

static void test_ioctls(void)
{
	reopen("/dev/ioctl_demo", O_RDWR);
	EXPECT(range_restore(), 0, 0);
	with_each_fault(&(struct operation){ "ioctl get", ioctl_get, 1, range_is_old });
	with_each_fault(&(struct operation){ "ioctl set", ioctl_set, 1, range_is_old, range_restore });
	with_each_fault(&(struct operation){ "ioctl invert", ioctl_invert, 3 });
}

static void test_async(void)
{
	reopen("/dev/async_demo", O_RDWR);
	with_each_fault(&(struct operation){ "open async_demo", async_open, 2 });
	with_each_fault(&(struct operation){ "write async_demo", async_write, 3 });
}

static void test_paths(void)
{
	static const struct {
		const char *path;
		bool writable;
	} paths[] = {
		{ "/sys/kernel/debug/debugfs_demo/state", false },
		{ "/sys/kernel/debug/debugfs_demo/limit", true },
		{ "/sys/module/sample_params/parameters/limit", true },
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		char label[80];

		path = paths[i].path;
		snprintf(label, sizeof(label), "read %s", path);
		with_each_fault(&(struct operation){ label, path_read, 2 });
		snprintf(label, sizeof(label), "write %s", path);
		if (paths[i].writable)
			with_each_fault(&(struct operation){ label, path_write, 2 });
	}
}

static void test_loading(char *const *names)
{
	char ko[64], label[80];

	for (; *names; names++) {
		snprintf(ko, sizeof(ko), "/modules/%s.ko", *names);
		reopen(ko, O_RDONLY);
		loaded = *names;
		snprintf(label, sizeof(label), "load %s", loaded);
		/* The last points: those before are the kernel's own, which warns of some. EINVAL is what it says
		 * that cannot list a driver with its module (module_add_driver()). */
		with_each_fault(&(struct operation){ label, module_load, 1, NULL, module_unload, 30,
						     .other_errors = { EINVAL } });
	}
}

/* fault_user [MODULE...]: what the devices of the modules that are loaded do, and loading those named. */
int main(int argc, char **argv)
{
	(void)argc;
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0) {
		perror("/proc/thread-self/fail-nth");
		return 1;
	}
	test_note();
	test_ioctls();
	test_async();
	test_paths();
	test_loading(argv + 1);
	return failures != 0;
}
