// SPDX-License-Identifier: GPL-2.0
/* Talks through a Binder device, named on the command line: the same answers from every driver. The service
 * is this program, or another one that is named as well. */
#include <sys/wait.h>

#include <tests/user/binder.h>
#include <tests/user/expect.h>

#define ECHO 1
#define FAIL 2
#define STOP 3

static const char *device;

/* Sends the bytes of a call back, and frees them, unless it is asked to fail or stop. */
static void answer(struct binder_client *client, const struct binder_transaction_data *call)
{
	struct __attribute__((packed)) {
		struct binder_call reply;
		uint32_t free;
		uint64_t buffer;
	} say = { .free = BC_FREE_BUFFER, .buffer = call->data.ptr.buffer };

	if (call->code == FAIL)
		_exit(0);
	if (call->code == STOP)
		raise(SIGSTOP);
	say.reply = binder_call_of(BC_REPLY, 0, call->code + 1, 0, (void *)(uintptr_t)call->data.ptr.buffer,
				   call->data_size);
	if (call->flags & TF_ONE_WAY)
		binder_talk(client, &say.free, sizeof(say.free) + sizeof(say.buffer), NULL, 0);
	else
		binder_talk(client, &say, sizeof(say), NULL, 0);
}

static struct binder_client service;

static int become_service(void)
{
	return binder_open_service(&service, device);
}

static int serve(void)
{
	return binder_serve(&service, answer);
}

/* Says something, and hears the answers as a line of commands; the reply's bytes are compared with those
 * of the call, and freed. */
static void talk(struct binder_client *client, const void *say, size_t said, uint32_t code, const void *bytes,
		 size_t size, const uint32_t *wanted)
{
	char heard[512];
	const void *data;

	while (*wanted) {
		const ssize_t heard_size = binder_talk(client, say, said, heard, sizeof(heard));
		const char *at = heard;
		uint32_t command;

		if (heard_size < 0) {
			EXPECT(heard_size, 0, 0);
			return;
		}
		said = 0;
		while ((command = binder_next(&at, heard + heard_size, &data))) {
			if (command == BR_NOOP)
				continue;
			EXPECT(command, *wanted, 0);
			if (command != *wanted)
				return;
			wanted++;
			if (command == BR_REPLY) {
				struct binder_transaction_data reply;
				struct { uint32_t command; uint64_t buffer; } __attribute__((packed)) done;

				memcpy(&reply, data, sizeof(reply));
				EXPECT(reply.code, code + 1, 0);
				EXPECT(reply.data_size, (long)size, 0);
				EXPECT(memcmp((void *)(uintptr_t)reply.data.ptr.buffer, bytes, size), 0, 0);
				done.command = BC_FREE_BUFFER;
				done.buffer = reply.data.ptr.buffer;
				EXPECT(binder_talk(client, &done, sizeof(done), NULL, 0), 0, 0);
			}
		}
	}
}

static void call(struct binder_client *client, uint32_t code, uint32_t flags, const void *bytes, size_t size,
		 const uint32_t *wanted)
{
	const struct binder_call call = binder_call_of(BC_TRANSACTION, 0, code, flags, bytes, size);

	talk(client, &call, sizeof(call), code, bytes, size, wanted);
}

static const uint32_t replied[] = { BR_TRANSACTION_COMPLETE, BR_REPLY, 0 };
static const uint32_t sent[] = { BR_TRANSACTION_COMPLETE, 0 };
static const uint32_t died[] = { BR_TRANSACTION_COMPLETE, BR_DEAD_REPLY, 0 };
static const uint32_t dead[] = { BR_DEAD_REPLY, 0 };
static const uint32_t failed[] = { BR_FAILED_REPLY, 0 };

static void check_ioctls(struct binder_client *client)
{
	struct binder_version version = { 0 };
	uint32_t most = 3, unknown = 0xdeadbeef;
	struct binder_call reply = binder_call_of(BC_REPLY, 0, 0, 0, "", 0);
	char heard[128];

	EXPECT(ioctl(client->fd, BINDER_VERSION, &version), 0, 0);
	EXPECT(version.protocol_version, 8, 0);
	EXPECT(ioctl(client->fd, BINDER_VERSION, (void *)8), -1, EINVAL);
	EXPECT(ioctl(client->fd, BINDER_SET_MAX_THREADS, &most), 0, 0);
	EXPECT(ioctl(client->fd, BINDER_SET_MAX_THREADS, (void *)8), -1, EINVAL);
	EXPECT(ioctl(client->fd, BINDER_WRITE_READ, (void *)8), -1, EFAULT);
	EXPECT(binder_talk(client, &unknown, sizeof(unknown), NULL, 0), -1, EINVAL);
	EXPECT(binder_talk(client, (void *)8, 4, NULL, 0), -1, EFAULT);
	/* Nobody has called. */
	EXPECT(binder_talk(client, &reply, sizeof(reply), heard, 64), 4, 0);
	/* Now there is room for any answer. */
	EXPECT(binder_talk(client, NULL, 0, heard, sizeof(heard)), 8, 0);
	EXPECT(((uint32_t *)heard)[0], BR_NOOP, 0);
	EXPECT(((uint32_t *)heard)[1], BR_FAILED_REPLY, 0);
}

/* Addresses and sizes that wrap around, or lie. */
static void check_bad_requests(int fd)
{
	static const uint64_t end = ~0ULL;
	char heard[256];
	uint32_t noop = BC_EXIT_LOOPER;
	const struct binder_write_read empty[] = {
		{ .write_buffer = end - 3, .write_size = 16 },
		{ .write_buffer = 8, .write_size = end },
	};
	const struct binder_write_read requests[] = {
		{ .write_buffer = end, .write_size = 16, .write_consumed = 8 },
		{ .write_buffer = 8, .write_size = 4 },
		{ .read_buffer = end - 3, .read_size = 100 },
		{ .read_buffer = 8, .read_size = end },
		{ .write_buffer = (uintptr_t)&noop, .write_size = 4, .read_buffer = 8, .read_size = 100 },
	};

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		struct binder_write_read request = requests[i];

		EXPECT(ioctl(fd, BINDER_WRITE_READ, &request), -1, EFAULT);
	}
	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
		struct binder_write_read request = empty[i];

		EXPECT(ioctl(fd, BINDER_WRITE_READ, &request), 0, 0);
	}
	/* Nothing has changed. */
	EXPECT(binder_talk(&(struct binder_client){ .fd = fd }, NULL, 0, heard, 0), 0, 0);
}

static void check_mapping(void)
{
	int fd = open(device, O_RDWR);
	void *mapped;

	EXPECT(fd >= 0, 1, 0);
	EXPECT((long)mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0), -1, EPERM);
	mapped = mmap(NULL, 8 << 20, PROT_READ, MAP_PRIVATE, fd, 0);
	EXPECT(mapped != MAP_FAILED, 1, 0);
	EXPECT((long)mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0), -1, EBUSY);
	EXPECT(mprotect(mapped, 4096, PROT_READ | PROT_WRITE), -1, EACCES);
	if (!fork()) {
		/* Nothing is there before something was received, nor after fork(). */
		_exit(*(volatile char *)mapped);
	} else {
		int status;

		wait(&status);
		EXPECT(WIFSIGNALED(status) && (WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGBUS), 1, 0);
	}
	EXPECT(munmap(mapped, 8 << 20), 0, 0);
	EXPECT(close(fd), 0, 0);
}

/* A service that dies with one call at hand, and one that it has not heard of. */
static void check_death(struct binder_client *client)
{
	const struct binder_call stop = binder_call_of(BC_TRANSACTION, 0, STOP, 0, "x", 1);
	const struct binder_call late = binder_call_of(BC_TRANSACTION, 0, ECHO, 0, "x", 1);
	const pid_t child = binder_in_child(become_service, serve);
	struct binder_client other;
	int status;

	EXPECT(child > 0, 1, 0);
	if (child < 0)
		return;
	EXPECT(binder_open(&other, device), 0, 0);
	EXPECT(binder_talk(client, &stop, sizeof(stop), NULL, 0), 0, 0);
	EXPECT(waitpid(child, &status, WUNTRACED), child, 0);
	EXPECT(binder_talk(&other, &late, sizeof(late), NULL, 0), 0, 0);
	EXPECT(kill(child, SIGKILL), 0, 0);
	EXPECT(waitpid(child, &status, 0), child, 0);
	talk(client, NULL, 0, STOP, "x", 1, died);
	talk(&other, NULL, 0, ECHO, "x", 1, died);
	binder_close(&other);
}

static void check_calls(struct binder_client *client, const char *bytes, size_t size)
{
	for (int i = 0; i < 100; i++) {
		call(client, ECHO, 0, "hello", 5, replied);
		call(client, ECHO, 0, "", 0, replied);
		call(client, ECHO, 0, bytes, size, replied);
		/* More than there is room for, unless each is heard and freed. */
		call(client, ECHO, TF_ONE_WAY, bytes, 20000, sent);
		/* The room of what could not be copied is given back. */
		call(client, ECHO, 0, (void *)8, 100000, failed);
	}
	call(client, ECHO, 0, bytes, 2 << 20, failed);
	call(client, ECHO, TF_ONE_WAY, bytes, ~0UL, failed);
}

int main(int argc, char **argv)
{
	static char bytes[70000];
	struct binder_client client, other;
	uint32_t zero = 0;
	int status;
	pid_t child;

	if (argc < 2)
		return 2;
	device = argv[1];
	if (argc == 4)
		binder_begin_and_run(atoi(argv[3]), become_service, serve);
	binder_other.program = argv[2];
	binder_other.device = device;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i * 7;
	if (binder_open(&client, device)) {
		perror(device);
		return 1;
	}
	check_ioctls(&client);
	check_bad_requests(client.fd);
	check_mapping();
	call(&client, ECHO, 0, "x", 1, dead);
	child = binder_in_child(become_service, serve);
	EXPECT(child > 0, 1, 0);
	EXPECT(binder_open(&other, device), 0, 0);
	EXPECT(ioctl(other.fd, BINDER_SET_CONTEXT_MGR, &zero), -1, EBUSY);
	binder_close(&other);
	check_calls(&client, bytes, sizeof(bytes));
	call(&client, FAIL, 0, "x", 1, died);
	EXPECT(waitpid(child, &status, 0), child, 0);
	call(&client, ECHO, 0, "x", 1, dead);
	check_death(&client);
	binder_close(&client);
	return failures != 0;
}
