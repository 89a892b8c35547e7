// SPDX-License-Identifier: GPL-2.0
/* Lets each allocation and each copy fail once in what callers and services do with a Binder device:
 * the error has to come back, and the next call has to be answered. */
#include <sys/wait.h>

#include <tests/user/binder.h>
#include <tests/user/fault.h>

static const char *device;
static struct binder_client service;

/* One call, from opening the device to closing it. */
static int open_and_call(void)
{
	struct binder_call call = binder_call_of(BC_TRANSACTION, 0, 1, 0, "hello", 5);
	struct binder_client client = { .fd = -1 };
	const void *say = &call, *data;
	size_t said = sizeof(call);
	char heard[256];
	uint32_t command = 0;
	int error;

	if (!binder_open(&client, device)) {
		while (command != BR_REPLY && command != BR_FAILED_REPLY && command != BR_DEAD_REPLY) {
			const ssize_t size = binder_talk(&client, say, said, heard, sizeof(heard));
			const char *at = heard;
			uint32_t next;

			if (size < 0)
				break;
			said = 0;
			while ((next = binder_next(&at, heard + size, &data)))
				command = next;
		}
		if (command == BR_FAILED_REPLY || command == BR_DEAD_REPLY)
			errno = ENOMEM;
	}
	error = errno;
	if (client.fd >= 0)
		binder_close(&client);
	errno = error;
	return command == BR_REPLY ? 0 : -1;
}

/* Hears one call and answers it. What it has half heard it gives up with its thread. */
static int serve_once(void)
{
	struct __attribute__((packed)) {
		uint32_t free;
		uint64_t buffer;
		struct binder_call reply;
	} say = { .free = BC_FREE_BUFFER };
	struct binder_transaction_data call;
	char heard[256];
	const void *data;
	uint32_t command;
	bool is_failed = false, is_done = false;
	size_t said = 0;

	while (!is_done && !is_failed) {
		const ssize_t size = binder_talk(&service, &say, said, heard, sizeof(heard));
		const char *at = heard;

		if (size < 0) {
			const int error = errno;

			ioctl(service.fd, BINDER_THREAD_EXIT, 0);
			errno = error;
			return -1;
		}
		said = 0;
		while ((command = binder_next(&at, heard + size, &data))) {
			is_failed = is_failed || command == BR_FAILED_REPLY || command == BR_DEAD_REPLY;
			is_done = is_done || command == BR_TRANSACTION_COMPLETE;
			if (command != BR_TRANSACTION)
				continue;
			memcpy(&call, data, sizeof(call));
			say.buffer = call.data.ptr.buffer;
			say.reply = binder_call_of(BC_REPLY, 0, 2, 0, "world", 5);
			said = sizeof(say);
		}
	}
	errno = ENOMEM;
	return is_failed ? -1 : 0;
}

static int become_service(void)
{
	return binder_open_service(&service, device);
}

static int nothing(void)
{
	return 0;
}

int main(int argc, char **argv)
{
	pid_t child;

	device = argv[argc - 1];
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0) {
		perror("/proc/thread-self/fail-nth");
		return 1;
	}
	child = binder_in_child(become_service, serve_once);
	EXPECT(child > 0, 1, 0);
	if (child < 0)
		return 1;
	with_each_fault(&(struct operation){ "binder: open and call", open_and_call, 10, open_and_call });
	kill(child, SIGKILL);
	EXPECT(waitpid(child, NULL, 0), child, 0);

	EXPECT(become_service(), 0, 0);
	child = binder_in_child(nothing, open_and_call);
	EXPECT(child > 0, 1, 0);
	if (child < 0)
		return 1;
	with_each_fault(&(struct operation){ "binder: serve a call", serve_once, 5, serve_once });
	kill(child, SIGKILL);
	EXPECT(waitpid(child, NULL, 0), child, 0);
	binder_close(&service);
	return failures != 0;
}
