// SPDX-License-Identifier: GPL-2.0
/* Counts the guest's instructions of calls through a Binder device and back, as count_calls.c does of
 * single system calls: `DEVICE BYTES CLIENTS INSTRUCTIONS...`, a number for each warm-up. */
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

static const char *device;
static size_t bytes;
static char payload[1 << 16];
static struct binder_client service, client;
static atomic_int ready, started;
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

static void *serve(void *unused)
{
	const uint32_t enter = BC_ENTER_LOOPER;
	const void *say = &enter;
	size_t said = sizeof(enter);
	struct turn turn = { .free = BC_FREE_BUFFER };

	for (;;) {
		const struct binder_transaction_data call = take_turn(&service, say, said, BR_TRANSACTION);

		turn.buffer = call.data.ptr.buffer;
		turn.call = binder_call_of(BC_REPLY, 0, 0, 0, payload, call.data_size);
		say = &turn;
		said = sizeof(turn);
	}
	return unused;
}

static void *call(void *unused)
{
	struct turn turn = { .free = BC_FREE_BUFFER };
	/* There is nothing to free before the first call. */
	size_t skipped = offsetof(struct turn, call);

	turn.call = binder_call_of(BC_TRANSACTION, 0, 1, 0, payload, bytes);
	for (int i = -warm_up; i < CALLS; i++) {
		if (i == 0) {
			ready++;
			while (!started)
				sched_yield();
		}
		turn.buffer = take_turn(&client, (char *)&turn + skipped, sizeof(turn) - skipped,
					BR_REPLY).data.ptr.buffer;
		skipped = 0;
	}
	return unused;
}

static void in_threads(void *(*run)(void *), int threads, pthread_t *all)
{
	for (int i = 0; i < threads; i++)
		if (pthread_create(&all[i], NULL, run, NULL))
			give_up("pthread_create");
}

static int become_service(void)
{
	pthread_t all[MOST_THREADS];

	if (binder_open(&service, device))
		return -1;
	/* The C driver forgets the last service a little later. */
	while (ioctl(service.fd, BINDER_SET_CONTEXT_MGR, 0))
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
	ready = started = 0;
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

/* binder_count DEVICE BYTES CLIENTS */
int main(int argc, char **argv)
{
	static const int warm_ups[] = { 50, 57, 64, 71, 77 };

	if (argc != 4)
		return 2;
	device = argv[1];
	bytes = strtoul(argv[2], NULL, 10);
	clients = atoi(argv[3]);
	if (bytes > sizeof(payload) || clients < 1 || clients > MOST_THREADS)
		return 2;
	printf("%s %zu %d", device, bytes, clients);
	for (size_t i = 0; i < sizeof(warm_ups) / sizeof(*warm_ups); i++) {
		warm_up = warm_ups[i];
		printf(" %.2f", count());
	}
	printf("\n");
	return 0;
}
