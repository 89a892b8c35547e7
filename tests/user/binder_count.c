// SPDX-License-Identifier: GPL-2.0
/* Counts the guest's instructions of calls through a Binder device and back, as count_calls.c does of
 * single system calls: `DEVICE WHAT COUNT CLIENTS INSTRUCTIONS...`, a number for each warm-up. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/wait.h>
#include <x86intrin.h>

#include <tests/user/binder.h>

#define CALLS	    400
#define MOST_THREADS 8
#define MOST_OBJECTS 1000

/* A call brings bytes, which come back with the reply; or nobody replies; or objects of the client, which
 * the service goes on to hold; or files; or nothing, while each side holds objects of the other. */
enum what { BYTES, ONE_WAY, OBJECTS, FILES, HELD };
static const char *const names[] = { "bytes", "one-way", "objects", "files", "held" };

static const char *device;
static enum what what;
static size_t count_of; /* bytes, objects or files */
static char payload[1 << 16];
static uint64_t offsets[MOST_OBJECTS];
static struct binder_client service, client;
static atomic_int ready, started;
static atomic_int *served; /* one-way calls, told by the service */
static int clients, warm_up;

static void give_up(const char *what)
{
	perror(what);
	_exit(1);
}

/* What was heard last is freed with the next call or reply, as libbinder does. */
struct __attribute__((packed)) turn {
	uint32_t free;
	uint64_t buffer;
	struct binder_call call;
};

/* Says what is due, and listens until it hears `wanted`. */
static struct binder_transaction_data take_turn(struct binder_client *of, const void *say, size_t said,
						uint32_t wanted)
{
	struct binder_transaction_data heard_data;
	char heard[512];
	const void *data;
	uint32_t command;

	for (;;) {
		const ssize_t size = binder_talk(of, say, said, heard, sizeof(heard));
		const char *at = heard;
		int found = 0;

		if (size < 0)
			give_up("BINDER_WRITE_READ");
		said = 0;
		while ((command = binder_next(&at, heard + size, &data))) {
			if (command == BR_FAILED_REPLY || command == BR_DEAD_REPLY)
				give_up("a call failed");
			if (command != wanted)
				continue;
			memcpy(&heard_data, data, sizeof(heard_data));
			found = 1;
		}
		if (found)
			return heard_data;
	}
}

/* Holds objects that are new to it, so that they come and go no more; closes files. */
static void look_at(struct binder_client *by, const struct binder_transaction_data *call)
{
	static uint32_t highest;
	const char *buffer = (const char *)(uintptr_t)call->data.ptr.buffer;

	for (size_t i = 0; i < call->offsets_size / sizeof(uint64_t); i++) {
		const struct flat_binder_object *object = (const void *)(buffer + offsets[i]);
		const struct binder_fd_object *file = (const void *)object;
		struct binder_saying hold = { .size = 0 };

		if (what == FILES)
			close(file->fd);
		if ((what != OBJECTS && what != HELD) || object->handle <= highest)
			continue;
		highest = object->handle;
		binder_say(&hold, BC_ACQUIRE, &highest);
		if (binder_talk(by, hold.bytes, hold.size, NULL, 0) < 0)
			give_up("BC_ACQUIRE");
	}
}

static struct binder_call call_with_objects(uint32_t command)
{
	struct binder_call call = binder_call_of(command, 0, 1, 0, payload,
						 count_of * sizeof(struct flat_binder_object));

	call.data.data.ptr.offsets = (uintptr_t)offsets;
	call.data.offsets_size = count_of * sizeof(*offsets);
	return call;
}

/* What the client sends once, and then holds of what comes back. */
static void hold_each_other(void)
{
	struct turn turn = { .free = BC_FREE_BUFFER, .call = call_with_objects(BC_TRANSACTION) };
	const struct binder_transaction_data reply = take_turn(&client, &turn.call, sizeof(turn.call), BR_REPLY);

	look_at(&client, &reply);
	turn.buffer = reply.data.ptr.buffer;
	if (binder_talk(&client, &turn, offsetof(struct turn, call), NULL, 0) < 0)
		give_up("BC_FREE_BUFFER");
}

static void *serve(void *unused)
{
	const uint32_t enter = BC_ENTER_LOOPER;
	const void *say = &enter;
	size_t said = sizeof(enter);
	struct turn turn = { .free = BC_FREE_BUFFER };

	for (;;) {
		const struct binder_transaction_data call = take_turn(&service, say, said, BR_TRANSACTION);

		look_at(&service, &call);
		turn.buffer = call.data.ptr.buffer;
		turn.call = what == HELD && call.data_size ?
			call_with_objects(BC_REPLY) :
			binder_call_of(BC_REPLY, 0, 0, 0, payload, what == BYTES ? call.data_size : 0);
		say = &turn;
		said = what == ONE_WAY ? offsetof(struct turn, call) : sizeof(turn);
		if (what == ONE_WAY)
			++*served;
	}
	return unused;
}

/* Begins to count once all clients have come that far, and nothing is left of what they said before. */
static void begin(void)
{
	ready++;
	while (!started || (what == ONE_WAY && *served < clients * warm_up))
		sched_yield();
}

static void *call(void *unused)
{
	struct turn turn = { .free = BC_FREE_BUFFER };
	/* There is nothing to free before the first call, nor of one-way calls. */
	size_t skipped = offsetof(struct turn, call);
	const size_t size = what == BYTES || what == ONE_WAY ? count_of : 0;

	turn.call = binder_call_of(BC_TRANSACTION, 0, 1, what == ONE_WAY ? TF_ONE_WAY : 0, payload, size);
	if (what == OBJECTS || what == FILES)
		turn.call = call_with_objects(BC_TRANSACTION);
	if (what == HELD)
		hold_each_other();
	for (int i = -warm_up; i < CALLS; i++) {
		if (i == 0)
			begin();
		turn.buffer = take_turn(&client, (char *)&turn + skipped, sizeof(turn) - skipped,
					what == ONE_WAY ? BR_TRANSACTION_COMPLETE : BR_REPLY).data.ptr.buffer;
		if (what != ONE_WAY)
			skipped = 0;
	}
	while (what == ONE_WAY && *served < clients * (warm_up + CALLS))
		sched_yield();
	return unused;
}

static void fill_payload(void)
{
	for (size_t i = 0; i < count_of && what != BYTES && what != ONE_WAY; i++) {
		struct flat_binder_object *object = (struct flat_binder_object *)payload + i;
		struct binder_fd_object *file = (struct binder_fd_object *)object;

		offsets[i] = i * sizeof(*object);
		object->hdr.type = what == FILES ? BINDER_TYPE_FD : BINDER_TYPE_BINDER;
		if (what != FILES)
			object->binder = object->cookie = 0x1000 * (i + 1);
		else
			file->fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	}
}

static void in_threads(void *(*run)(void *), int threads, pthread_t *all)
{
	for (int i = 0; i < threads; i++)
		if (pthread_create(&all[i], NULL, run, NULL))
			give_up("pthread_create");
}

static int become_service(void)
{
	struct flat_binder_object object = { .flags = FLAT_BINDER_FLAG_ACCEPTS_FDS };
	pthread_t all[MOST_THREADS];

	if (binder_open(&service, device))
		return -1;
	/* The C driver forgets the last service a little later. */
	while (ioctl(service.fd, BINDER_SET_CONTEXT_MGR_EXT, &object))
		usleep(5000);
	in_threads(serve, clients, all);
	return 0;
}

static double count(void)
{
	const pid_t pid = binder_in_child(become_service, pause);
	pthread_t all[MOST_THREADS];
	unsigned long long start;

	if (pid < 0)
		give_up("the service");
	ready = started = *served = 0;
	if (binder_open(&client, device))
		give_up(device);
	in_threads(call, clients, all);
	while (ready < clients)
		usleep(1000);
	start = __rdtsc();
	started = 1;
	for (int i = 0; i < clients; i++)
		pthread_join(all[i], NULL);
	start = __rdtsc() - start;
	binder_close(&client);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return (double)start / CALLS / clients;
}

/* binder_count DEVICE WHAT COUNT CLIENTS */
int main(int argc, char **argv)
{
	static const int warm_ups[] = { 50, 57, 64, 71, 77 };
	const size_t kinds = sizeof(names) / sizeof(*names);

	if (argc != 5)
		return 2;
	device = argv[1];
	while (what < kinds && strcmp(names[what], argv[2]))
		what++;
	count_of = strtoul(argv[3], NULL, 10);
	clients = atoi(argv[4]);
	if (what == kinds || count_of > (what == BYTES || what == ONE_WAY ? sizeof(payload) : MOST_OBJECTS) ||
	    clients < 1 || clients > MOST_THREADS)
		return 2;
	served = mmap(NULL, sizeof(*served), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (served == MAP_FAILED)
		give_up("mmap");
	fill_payload();
	printf("%s %s %zu %d", device, names[what], count_of, clients);
	for (size_t i = 0; i < sizeof(warm_ups) / sizeof(*warm_ups); i++) {
		warm_up = warm_ups[i];
		printf(" %.2f", count());
	}
	printf("\n");
	return 0;
}
