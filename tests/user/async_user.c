// SPDX-License-Identifier: GPL-2.0
/* Reads and writes of /dev/async_demo that are completed later: by io_submit(2), and by calls that
 * wait. With an argument it leaves something behind that is pending: see tests/modules/async_demo.sh. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <tests/user/expect.h>

#define MOST 8
#define DELAY 300 /* milliseconds, that the device takes */

static int fd;
static aio_context_t context;
static struct io_event events[MOST];

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Whether it took about as long as the device takes: the guest may be slow, but not quick. */
static int took_delay(long since)
{
	return now() - since >= DELAY - 20;
}

static struct iocb request(int opcode, void *buffer, size_t size, long long offset)
{
	struct iocb iocb = { 0 };

	iocb.aio_lio_opcode = opcode;
	iocb.aio_fildes = fd;
	iocb.aio_buf = (unsigned long)buffer;
	iocb.aio_nbytes = size;
	iocb.aio_offset = offset;
	return iocb;
}

static long submit(struct iocb *iocb)
{
	return syscall(SYS_io_submit, context, 1L, &iocb);
}

/* Waits for `least` of them, but no longer than `ms`. */
static long completed(long least, long ms)
{
	struct timespec timeout = { ms / 1000, ms % 1000 * 1000000 };

	return syscall(SYS_io_getevents, context, least, (long)MOST, events, &timeout);
}

static void calls_that_wait(void)
{
	/* volatile: the compiler would see that it is bad. */
	void *volatile bad = (void *)8;
	char text[16] = "";
	long since;

	EXPECT(pread(fd, text, sizeof(text), 0), 0, 0); /* the end comes at once */
	since = now();
	EXPECT(write(fd, "abc", 3), 3, 0);
	EXPECT(took_delay(since), 1, 0);
	since = now();
	EXPECT(read(fd, text, sizeof(text)), 3, 0);
	EXPECT(took_delay(since), 1, 0);
	EXPECT(memcmp(text, "abc", 3), 0, 0);
	EXPECT(read(fd, text, sizeof(text)), 0, 0); /* the position has moved on */
	EXPECT(write(fd, bad, 3), -1, EFAULT);
	EXPECT(pread(fd, bad, 3, 0), -1, EFAULT);
}

static void who_will_not_wait(void)
{
	char text[4] = "";
	struct iovec part = { text, sizeof(text) };
	struct iocb iocb = request(IOCB_CMD_PWRITE, text, sizeof(text), 0);

	EXPECT(preadv2(fd, &part, 1, 0, RWF_NOWAIT), -1, EAGAIN);
	EXPECT(pwritev2(fd, &part, 1, 0, RWF_NOWAIT), -1, EAGAIN);
	iocb.aio_rw_flags = RWF_NOWAIT;
	EXPECT(submit(&iocb), 1, 0);
	EXPECT(completed(1, 0), 1, 0);
	EXPECT(events[0].res, -EAGAIN, 0);
	EXPECT(fcntl(fd, F_SETFL, O_NONBLOCK), 0, 0);
	EXPECT(write(fd, text, sizeof(text)), -1, EAGAIN);
	EXPECT(pread(fd, text, sizeof(text), 0), -1, EAGAIN);
	EXPECT(fcntl(fd, F_SETFL, 0), 0, 0);
}

static void several_at_once(void)
{
	char text[2][4] = { "one", "two" };
	char read_back[16] = "";
	struct iocb iocbs[] = { request(IOCB_CMD_PWRITE, text[0], 3, 0),
				request(IOCB_CMD_PWRITE, text[1], 3, 0),
				request(IOCB_CMD_PREAD, read_back, 16, 0) };
	long since = now();

	EXPECT(submit(&iocbs[0]), 1, 0);
	EXPECT(submit(&iocbs[1]), 1, 0);
	EXPECT(submit(&iocbs[2]), 1, 0);
	EXPECT(completed(1, 0), 0, 0);
	/* It was copied before io_submit returned. */
	memset(text, '-', sizeof(text));
	EXPECT(completed(3, 20 * DELAY), 3, 0);
	EXPECT(took_delay(since), 1, 0);
	for (int i = 0; i < 3; i++)
		EXPECT(events[i].res, 3, 0);
	EXPECT(memcmp(read_back, "abc", 4), 0, 0);
	EXPECT(pread(fd, read_back, sizeof(read_back), 0), 9, 0);
	EXPECT(memcmp(read_back, "abconetwo", 9) == 0 || memcmp(read_back, "abctwoone", 9) == 0, 1, 0);
}

static void bad_memory(void)
{
	struct iocb iocb = request(IOCB_CMD_PWRITE, (void *)8, 16, 0);

	EXPECT(submit(&iocb), 1, 0);
	EXPECT(completed(1, 0), 1, 0);
	EXPECT(events[0].res, -EFAULT, 0);
}

static void cancel_close_destroy(void)
{
	char text[4] = "end";
	struct iocb iocb = request(IOCB_CMD_PWRITE, text, 3, 0);
	struct iocb *pending = &iocb;
	long since = now();

	/* The device cannot cancel: it goes on, and ends as if nobody had asked. */
	EXPECT(submit(&iocb), 1, 0);
	EXPECT(syscall(SYS_io_cancel, context, pending, events), -1, EINVAL);
	EXPECT(completed(1, 20 * DELAY), 1, 0);
	EXPECT(took_delay(since), 1, 0);
	EXPECT(events[0].res, 3, 0);

	since = now();
	EXPECT(submit(&iocb), 1, 0);
	EXPECT(close(fd), 0, 0);
	EXPECT(completed(1, 20 * DELAY), 1, 0);
	EXPECT(took_delay(since), 1, 0);
	EXPECT(events[0].res, 3, 0);

	fd = open("/dev/async_demo", O_RDWR);
	iocb = request(IOCB_CMD_PWRITE, text, 3, 0);
	since = now();
	EXPECT(submit(&iocb), 1, 0);
	EXPECT(syscall(SYS_io_destroy, context), 0, 0);
	EXPECT(took_delay(since), 1, 0);
	EXPECT(syscall(SYS_io_setup, MOST, (context = 0, &context)), 0, 0);
}

/* A child is killed while it waits: the device has its request to the end. */
static void killed(void)
{
	long since = now();
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(write(fd, "x", 1) != 1);
	usleep(DELAY * 1000 / 3);
	EXPECT(kill(child, SIGKILL), 0, 0);
	EXPECT(waitpid(child, &status, 0), child, 0);
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, 1, 0);
	EXPECT(took_delay(since), 1, 0);
}

int main(int count, char **arguments)
{
	char text[4] = "end";
	struct iocb iocb;

	fd = open("/dev/async_demo", O_RDWR);
	if (fd < 0 || syscall(SYS_io_setup, MOST, &context)) {
		perror("async_user");
		return 1;
	}
	if (count > 1 && !strcmp(arguments[1], "leave")) {
		iocb = request(IOCB_CMD_PWRITE, text, 3, 0);
		EXPECT(submit(&iocb), 1, 0);
		return failures != 0;
	}
	calls_that_wait();
	who_will_not_wait();
	several_at_once();
	bad_memory();
	cancel_close_destroy();
	killed();
	return failures != 0;
}
