// SPDX-License-Identifier: GPL-2.0
/* Sends objects through a Binder device, named on the command line: handles come and go, and their owner
 * hears of it the same from every driver. The service is this program, or another one that is named as well. */
#include <stdbool.h>

#include <tests/user/binder.h>
#include <tests/user/expect.h>

enum { KEEP = 1, CALL_BACK, GIVE_BACK, RELEASE, ECHO };

#define POINTER 0x1000
#define COOKIE 0x2000

static const char *device;
static struct binder_client service, client;
static uint32_t kept;

static int become_service(void)
{
	return binder_open_service(&service, device);
}

/* Calls the kept handle, and waits for the reply. */
static void call_back(void)
{
	struct binder_saying out = { .size = 0 };
	struct binder_transaction_data reply;
	const void *data;
	bool done = false;

	binder_say_call(&out, BC_TRANSACTION, kept, ECHO, NULL, NULL);
	while (!done) {
		char heard[512];
		const ssize_t size = binder_talk(&service, out.bytes, out.size, heard, sizeof(heard));
		const char *at = heard;
		uint32_t command;

		out.size = 0;
		while (size >= 0 && (command = binder_next(&at, heard + size, &data))) {
			if (command == BR_REPLY) {
				memcpy(&reply, data, sizeof(reply));
				binder_say(&out, BC_FREE_BUFFER, &reply.data.ptr.buffer);
			}
			done = done || command == BR_REPLY || command == BR_DEAD_REPLY || command == BR_FAILED_REPLY;
		}
	}
	binder_talk(&service, out.bytes, out.size, NULL, 0);
}

static void answer(struct binder_client *client, const struct binder_transaction_data *call)
{
	static const uint64_t offset;
	const struct flat_binder_object *object = (void *)(uintptr_t)call->data.ptr.buffer;
	struct flat_binder_object given = { .hdr.type = BINDER_TYPE_HANDLE, .handle = kept };
	struct binder_saying out = { .size = 0 };

	if (call->code == KEEP) {
		kept = object->hdr.type == BINDER_TYPE_HANDLE ? object->handle : 0;
		binder_say(&out, BC_ACQUIRE, &kept);
	}
	if (call->code == CALL_BACK)
		call_back();
	if (call->code == RELEASE)
		binder_say(&out, BC_RELEASE, &kept);
	binder_say(&out, BC_FREE_BUFFER, &call->data.ptr.buffer);
	if (call->code == GIVE_BACK)
		binder_say_call(&out, BC_REPLY, 0, kept, &given, &offset);
	else
		binder_say_call(&out, BC_REPLY, 0, kept, NULL, NULL);
	binder_talk(client, out.bytes, out.size, NULL, 0);
}

static int serve(void)
{
	return binder_serve(&service, answer);
}

/* What the owner of the object answers to what it hears. */
static void react(uint32_t command, const void *data, struct binder_saying *out)
{
	struct binder_transaction_data call;
	struct binder_ptr_cookie node;

	if (command == BR_INCREFS || command == BR_ACQUIRE || command == BR_RELEASE || command == BR_DECREFS) {
		memcpy(&node, data, sizeof(node));
		EXPECT(node.ptr, POINTER, 0);
		EXPECT(node.cookie, COOKIE, 0);
		if (command == BR_INCREFS)
			binder_say(out, BC_INCREFS_DONE, &node);
		if (command == BR_ACQUIRE)
			binder_say(out, BC_ACQUIRE_DONE, &node);
	}
	if (command != BR_TRANSACTION && command != BR_REPLY)
		return;
	memcpy(&call, data, sizeof(call));
	if (command == BR_TRANSACTION) {
		EXPECT(call.target.ptr, POINTER, 0);
		EXPECT(call.cookie, COOKIE, 0);
	}
	if (call.offsets_size) {
		const struct flat_binder_object *object = (void *)(uintptr_t)call.data.ptr.buffer;

		EXPECT(object->hdr.type, BINDER_TYPE_BINDER, 0);
		EXPECT(object->binder, POINTER, 0);
		EXPECT(object->cookie, COOKIE, 0);
	}
	binder_say(out, BC_FREE_BUFFER, &call.data.ptr.buffer);
	if (command == BR_TRANSACTION)
		binder_say_call(out, BC_REPLY, 0, 0, NULL, NULL);
}

/* Says something, and hears exactly what is wanted. */
static void hear(struct binder_saying *out, const uint32_t *wanted)
{
	const void *data;

	while (*wanted) {
		char heard[512];
		const ssize_t size = binder_talk(&client, out->bytes, out->size, heard, sizeof(heard));
		const char *at = heard;
		uint32_t command;

		out->size = 0;
		EXPECT(size >= 0, 1, 0);
		if (size < 0)
			return;
		while ((command = binder_next(&at, heard + size, &data))) {
			if (command == BR_NOOP)
				continue;
			EXPECT(command, *wanted, 0);
			if (command != *wanted)
				return;
			wanted++;
			react(command, data, out);
		}
	}
	EXPECT(binder_talk(&client, out->bytes, out->size, NULL, 0), 0, 0);
	out->size = 0;
}

static void call(uint32_t handle, uint32_t code, const struct flat_binder_object *object, const uint64_t *offset,
		 const uint32_t *wanted)
{
	struct binder_saying out = { .size = 0 };

	binder_say_call(&out, BC_TRANSACTION, handle, code, object, offset);
	hear(&out, wanted);
}

static const uint32_t replied[] = { BR_TRANSACTION_COMPLETE, BR_REPLY, 0 };
static const uint32_t failed[] = { BR_FAILED_REPLY, 0 };

static void check_life(void)
{
	static const uint32_t kept_by_others[] = { BR_INCREFS, BR_ACQUIRE, BR_TRANSACTION_COMPLETE, BR_REPLY, 0 };
	static const uint32_t called_back[] = { BR_TRANSACTION_COMPLETE, BR_TRANSACTION, BR_TRANSACTION_COMPLETE,
						BR_REPLY, 0 };
	static const uint32_t released[] = { BR_RELEASE, BR_DECREFS, 0 };
	static const uint64_t offset;
	struct flat_binder_object object = { .hdr.type = BINDER_TYPE_BINDER, .binder = POINTER, .cookie = COOKIE };
	struct binder_saying nothing = { .size = 0 };

	call(0, KEEP, &object, &offset, kept_by_others);
	call(0, CALL_BACK, NULL, NULL, called_back);
	call(0, GIVE_BACK, NULL, NULL, replied);
	object.cookie++;
	call(0, KEEP, &object, &offset, failed);
	call(0, RELEASE, NULL, NULL, replied);
	hear(&nothing, released);
}

static void check_refusals(void)
{
	const struct flat_binder_object objects[] = {
		{ .hdr.type = BINDER_TYPE_HANDLE, .handle = 7 },
		{ .hdr.type = BINDER_TYPE_WEAK_HANDLE, .handle = 0 },
		{ .hdr.type = 0x12345678 },
		{ .hdr.type = 0 },
	};
	static const uint64_t offsets[] = { 4, 2, 24, 1ULL << 40, ~0ULL, ~0ULL - 3 };
	static const uint64_t offset;
	const struct flat_binder_object object = { .hdr.type = BINDER_TYPE_BINDER, .binder = POINTER,
						    .cookie = COOKIE };
	struct binder_call bad = binder_call_of(BC_TRANSACTION, 0, ECHO, 0, &object, sizeof(object));
	const uint64_t twice[] = { 0, 0 };
	struct binder_saying out = { .size = 0 };

	for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++)
		call(0, ECHO, &objects[i], &offset, failed);
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++)
		call(0, ECHO, &object, &offsets[i], failed);
	call(0, ECHO, &object, (void *)8, failed);
	call(7, ECHO, NULL, NULL, failed);
	/* The first of two is taken back, and its owner never hears of it. */
	bad.data.data.ptr.offsets = (uintptr_t)twice;
	bad.data.offsets_size = sizeof(twice);
	binder_say(&out, BC_TRANSACTION, &bad.data);
	hear(&out, failed);
	bad.data.offsets_size = 4;
	binder_say(&out, BC_TRANSACTION, &bad.data);
	hear(&out, failed);
}

static void tell_death(uint32_t command, uint32_t handle, uint64_t cookie, const uint32_t *wanted)
{
	struct __attribute__((packed)) {
		uint32_t handle;
		uint64_t cookie;
	} death = { handle, cookie };
	struct binder_saying out = { .size = 0 };

	binder_say(&out, command, command == BC_DEAD_BINDER_DONE ? (void *)&cookie : (void *)&death);
	hear(&out, wanted);
}

static void check_death(pid_t child)
{
	static const uint32_t nothing[] = { 0 }, dead[] = { BR_DEAD_BINDER, 0 };
	static const uint32_t cleared[] = { BR_CLEAR_DEATH_NOTIFICATION_DONE, 0 }, failed_dead[] = { BR_DEAD_REPLY, 0 };
	struct binder_saying out = { .size = 0 };
	const uint32_t manager = 0;

	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 1, nothing);
	binder_say(&out, BC_ACQUIRE, &manager);
	hear(&out, nothing);
	tell_death(BC_CLEAR_DEATH_NOTIFICATION, 0, 1, nothing);
	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 1, nothing);
	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 2, nothing);
	tell_death(BC_CLEAR_DEATH_NOTIFICATION, 0, 2, nothing);
	tell_death(BC_CLEAR_DEATH_NOTIFICATION, 0, 1, cleared);
	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 3, nothing);
	tell_death(BC_DEAD_BINDER_DONE, 0, 3, nothing);
	EXPECT(kill(child, SIGKILL), 0, 0);
	hear(&out, dead);
	/* Who serves is told in its own thread; but not before it has confirmed the death. */
	binder_say(&out, BC_ENTER_LOOPER, NULL);
	hear(&out, nothing);
	tell_death(BC_CLEAR_DEATH_NOTIFICATION, 0, 3, nothing);
	call(0, ECHO, NULL, NULL, failed_dead);
	tell_death(BC_DEAD_BINDER_DONE, 0, 4, nothing);
	tell_death(BC_DEAD_BINDER_DONE, 0, 3, cleared);
	/* Who asks too late hears at once, and once more. */
	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 5, dead);
	tell_death(BC_DEAD_BINDER_DONE, 0, 5, nothing);
	tell_death(BC_CLEAR_DEATH_NOTIFICATION, 0, 5, cleared);
	call(0, ECHO, NULL, NULL, failed_dead);
	/* The handle goes, and what was to be told of it. */
	tell_death(BC_REQUEST_DEATH_NOTIFICATION, 0, 6, nothing);
	binder_say(&out, BC_RELEASE, &manager);
	hear(&out, nothing);
	call(0, ECHO, NULL, NULL, failed_dead);
}

int main(int argc, char **argv)
{
	pid_t child;

	if (argc < 2)
		return 2;
	device = argv[1];
	if (argc == 4)
		binder_begin_and_run(atoi(argv[3]), become_service, serve);
	binder_other.program = argv[2];
	binder_other.device = device;
	/* Who waits for an answer that does not come has failed. */
	alarm(60);
	child = binder_in_child(become_service, serve);
	if (child < 0 || binder_open(&client, device)) {
		perror(device);
		return 1;
	}
	for (int i = 0; i < 20; i++) {
		check_life();
		check_refusals();
	}
	check_death(child);
	/* Nothing is left of the dead that would be heard before this. */
	child = binder_in_child(become_service, serve);
	EXPECT(child > 0, 1, 0);
	check_life();
	binder_close(&client);
	return failures != 0;
}
