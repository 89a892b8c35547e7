// SPDX-License-Identifier: GPL-2.0
/*
 * Counts the guest's instructions of system calls that modules answer, from user space, as meter.h does
 * within the kernel: `MODULE CALL CALLS TOTAL...`. A call that every kernel answers is what all have in
 * common.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <x86intrin.h>

#include <tests/modules/ioctl_demo/ioctl_demo.h>

/* Few calls a round: a round that no timer interrupt falls into has to exist. */
#define CALLS  10
#define ROUNDS 15

#define DEBUGFS		   "/sys/kernel/debug/debugfs_demo/"
#define PARAMETERS(module) "/sys/module/" module "/parameters/"

static char bytes[4096] __attribute__((aligned(4096)));
static struct ioctl_demo_range range = { 1, 2 };

static int getppid_call(int fd, size_t size)
{
	(void)fd, (void)size;
	return syscall(SYS_getppid) < 0;
}

static int write_call(int fd, size_t size)
{
	return pwrite(fd, bytes, size, 0) != (ssize_t)size;
}

static int read_call(int fd, size_t size)
{
	return pread(fd, bytes, size, 0) != (ssize_t)size;
}

/* A number, in decimal. */
static int write_number(int fd, size_t digits)
{
	return write(fd, "50505050", digits) != (ssize_t)digits;
}

static int read_something(int fd, size_t most)
{
	return pread(fd, bytes, most, 0) <= 0;
}

static int get_call(int fd, size_t size)
{
	(void)size;
	return ioctl(fd, IOCTL_DEMO_GET, &range);
}

static int set_call(int fd, size_t size)
{
	(void)size;
	return ioctl(fd, IOCTL_DEMO_SET, &range);
}

static int invert_call(int fd, size_t size)
{
	struct ioctl_demo_buffer buffer = { .address = (unsigned long)bytes, .size = size };

	return ioctl(fd, IOCTL_DEMO_INVERT, &buffer);
}

static const struct {
	const char *module, *name, *path;
	int (*call)(int fd, size_t size);
	size_t size;
} table[] = {
	{ "none", "getppid", "/dev/null", getppid_call, 0 },
	{ "note", "write_64", "/dev/note", write_call, 64 },
	{ "note", "read_64", "/dev/note", read_call, 64 },
	{ "note", "write_4096", "/dev/note", write_call, 4096 },
	{ "note", "read_4096", "/dev/note", read_call, 4096 },
	{ "sample_params", "write", PARAMETERS("sample_params") "limit", write_number, 2 },
	{ "sample_params", "read", PARAMETERS("sample_params") "limit", read_something, 64 },
	{ "sample_workqueue", "write", PARAMETERS("sample_workqueue") "interval", write_number, 8 },
	{ "ioctl_demo", "set", "/dev/ioctl_demo", set_call, 0 },
	{ "ioctl_demo", "get", "/dev/ioctl_demo", get_call, 0 },
	{ "ioctl_demo", "invert_4096", "/dev/ioctl_demo", invert_call, 4096 },
	{ "debugfs_demo", "write", DEBUGFS "limit", write_number, 2 },
	{ "debugfs_demo", "state", DEBUGFS "state", read_something, 4096 },
};

/* Prints the totals of all rounds but the first, which finds caches cold. */
static int measure(unsigned int row, int fd)
{
	unsigned long long start, totals[ROUNDS];

	for (int round = -1; round < ROUNDS; round++) {
		start = __rdtsc();
		for (int call = 0; call < CALLS; call++) {
			if (table[row].call(fd, table[row].size)) {
				fprintf(stderr, "%s: %s failed\n", table[row].module, table[row].name);
				return -1;
			}
		}
		if (round >= 0)
			totals[round] = __rdtsc() - start;
	}
	printf("%s %s %d", table[row].module, table[row].name, CALLS);
	for (int round = 0; round < ROUNDS; round++)
		printf(" %llu", totals[round]);
	printf("\n");
	return 0;
}

int main(void)
{
	int fd = -1;

	for (unsigned int row = 0; row < sizeof(table) / sizeof(*table); row++) {
		/* A note is read from the open file that it was written to. */
		if (!row || strcmp(table[row].path, table[row - 1].path))
			fd = open(table[row].path, O_RDWR);
		if (fd < 0) {
			perror(table[row].path);
			return 1;
		}
		if (measure(row, fd))
			return 1;
	}
	return 0;
}
