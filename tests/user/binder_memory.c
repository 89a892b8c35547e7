// SPDX-License-Identifier: GPL-2.0
/* Counts the bytes that a Binder driver keeps for each of 1000 objects of one kind:
 * `DEVICE WHAT BYTES`. What a process receives comes in pages, which are not counted. */
#include <sys/wait.h>

#include <tests/user/binder.h>
#include <tests/user/kmem_trace.h>

#define OBJECTS 1000

static const char *device;
static struct binder_client service;
static uint32_t last_handle;

/* Calls are of three kinds: keep this object, give me that handle, or none. */
enum { NOTHING, KEEP, GIVE };

static void answer(struct binder_client *by, const struct binder_transaction_data *call)
{
	const struct flat_binder_object *kept = (void *)(uintptr_t)call->data.ptr.buffer;
	struct flat_binder_object given = { .hdr.type = BINDER_TYPE_HANDLE };
	static const uint64_t offset;
	struct binder_saying say = { .size = 0 };

	if (call->code == KEEP) {
		const uint32_t handle = kept->handle;

		binder_say(&say, BC_ACQUIRE, &handle);
	}
	given.handle = call->code == GIVE ? *(const uint32_t *)kept : 0;
	binder_say(&say, BC_FREE_BUFFER, &call->data.ptr.buffer);
	binder_say_call(&say, BC_REPLY, 0, 0, call->code == GIVE ? &given : NULL,
			call->code == GIVE ? &offset : NULL);
	binder_talk(by, say.bytes, say.size, NULL, 0);
}

static int become_service(void)
{
	if (binder_open(&service, device))
		return -1;
	/* The C driver forgets the last service a little later. */
	while (ioctl(service.fd, BINDER_SET_CONTEXT_MGR, 0))
		usleep(5000);
	return 0;
}

static int serve(void)
{
	return binder_serve(&service, answer);
}

/* Says it, and hears the reply, of which it keeps a handle. */
static void call(struct binder_client *by, struct binder_saying *say)
{
	struct binder_transaction_data reply = { .code = 0 };
	uint32_t command = 0;
	char heard[512];
	const void *data;

	while (command != BR_REPLY) {
		const ssize_t size = binder_talk(by, say->bytes, say->size, heard, sizeof(heard));
		const char *at = heard;
		uint32_t next;

		say->size = 0;
		if (size < 0 || command == BR_FAILED_REPLY || command == BR_DEAD_REPLY) {
			perror("a call");
			exit(1);
		}
		while ((next = binder_next(&at, heard + size, &data))) {
			command = next;
			if (next == BR_REPLY)
				memcpy(&reply, data, sizeof(reply));
		}
	}
	if (reply.offsets_size) {
		last_handle = ((const struct flat_binder_object *)(uintptr_t)reply.data.ptr.buffer)->handle;
		binder_say(say, BC_ACQUIRE, &last_handle);
	}
	binder_say(say, BC_FREE_BUFFER, &reply.data.ptr.buffer);
	binder_talk(by, say->bytes, say->size, NULL, 0);
}

static void keep(struct binder_client *by, int number)
{
	const uint64_t pointer = 0x1000 + 8 * number, offset = 0;
	const struct flat_binder_object object = { .hdr.type = BINDER_TYPE_BINDER, .binder = pointer };
	struct binder_saying say = { .size = 0 };

	binder_say_call(&say, BC_TRANSACTION, 0, KEEP, &object, &offset);
	call(by, &say);
}

static void give(struct binder_client *by, uint32_t handle)
{
	const struct binder_call ask = binder_call_of(BC_TRANSACTION, 0, GIVE, 0, &handle, sizeof(handle));
	struct binder_saying say = { .size = 0 };

	binder_say(&say, BC_TRANSACTION, &ask.data);
	call(by, &say);
}

static struct binder_client client, other;

static void make_node_and_reference(int number)
{
	keep(&client, number);
}
static void make_reference(int number)
{
	/* The service has handles from 1 on; the first was given before. */
	give(&other, number + 2);
}
static void make_one_way(int number)
{
	const struct binder_call told = binder_call_of(BC_TRANSACTION, 0, NOTHING, TF_ONE_WAY, NULL, 0);
	struct binder_saying say = { .size = 0 };
	char heard[64];

	binder_say(&say, BC_TRANSACTION, &told.data);
	if (binder_talk(&client, say.bytes, say.size, heard, sizeof(heard)) < 0)
		perror("a one-way call");
}
static void make_process(int number)
{
	static struct binder_client opened[OBJECTS];

	if (binder_open(&opened[number], device))
		perror(device);
}

/* The bytes that `module` keeps for each. */
static double kept_for(const char *module, void (*make)(int), int count)
{
	trace_begin();
	for (int i = 0; i < count; i++)
		make(i);
	return (double)trace_end(module) / count;
}

/* binder_memory DEVICE MODULE */
int main(int argc, char **argv)
{
	double pair, reference;
	pid_t child;

	if (argc != 3)
		return 2;
	device = argv[1];
	child = binder_in_child(become_service, serve);
	if (child < 0 || binder_open(&client, device) || binder_open(&other, device))
		return 1;
	/* Once, for what is made once; and room for all descriptors. */
	close(dup2(client.fd, OBJECTS / 2));
	keep(&client, -1);
	give(&other, 1);

	pair = kept_for(argv[2], make_node_and_reference, OBJECTS);
	reference = kept_for(argv[2], make_reference, OBJECTS);
	printf("%s node %.1f\n%s reference %.1f\n", device, pair - reference, device, reference);
	/* Nobody takes what comes now. */
	kill(child, SIGSTOP);
	waitpid(child, NULL, WUNTRACED);
	printf("%s one-way %.1f\n", device, kept_for(argv[2], make_one_way, OBJECTS));
	printf("%s process %.1f\n", device, kept_for(argv[2], make_process, OBJECTS / 10));
	kill(child, SIGKILL);
	return 0;
}
