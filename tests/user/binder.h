/* SPDX-License-Identifier: GPL-2.0 */
/* A client of Binder: one open device with its mapping, and what it says and hears. */
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

#include <linux/android/binder.h>

#define BINDER_MAPPED (1UL << 20)

struct binder_client {
	int fd;
	void *mapped;
};

static inline int binder_open(struct binder_client *client, const char *path)
{
	client->fd = open(path, O_RDWR | O_CLOEXEC);
	if (client->fd < 0)
		return -1;
	client->mapped = mmap(NULL, BINDER_MAPPED, PROT_READ, MAP_PRIVATE, client->fd, 0);
	return client->mapped == MAP_FAILED ? -1 : 0;
}

static inline void binder_close(struct binder_client *client)
{
	munmap(client->mapped, BINDER_MAPPED);
	close(client->fd);
}

/* Says `size` bytes of commands, and hears up to `room` bytes. Returns the bytes heard, or -1. */
static inline ssize_t binder_talk(struct binder_client *client, const void *say, size_t size, void *hear, size_t room)
{
	struct binder_write_read talk = {
		.write_buffer = (uintptr_t)say,
		.write_size = size,
		.read_buffer = (uintptr_t)hear,
		.read_size = room,
	};

	return ioctl(client->fd, BINDER_WRITE_READ, &talk) ? -1 : (ssize_t)talk.read_consumed;
}

/* Opens the device, and becomes what handle 0 means, with this thread to serve. Returns 0, or -1. */
static inline int binder_open_service(struct binder_client *service, const char *path)
{
	const uint32_t enter = BC_ENTER_LOOPER;

	if (binder_open(service, path) || ioctl(service->fd, BINDER_SET_CONTEXT_MGR, 0))
		return -1;
	return binder_talk(service, &enter, sizeof(enter), NULL, 0) < 0 ? -1 : 0;
}

/* Begins, says so in `begun`, and then runs again and again until it is killed, or the parent ends. */
static inline void binder_begin_and_run(int begun, int (*begin)(void), int (*run)(void))
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (begin() || write(begun, "x", 1) != 1)
		_exit(1);
	for (;;)
		run();
}

/* What children are if not this program: the same one, built for another machine. It is given `begun`. */
static struct {
	const char *program, *device;
} binder_other;

static inline void binder_run_other(int begun)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", begun);
	execlp(binder_other.program, binder_other.program, binder_other.device, "begun", number, NULL);
	_exit(1);
}

/* The other side of a call: a child that begins and runs. Returns it once it has begun, or -1. */
static inline pid_t binder_in_child(int (*begin)(void), int (*run)(void))
{
	int begun[2];
	char byte;
	pid_t pid;

	if (pipe(begun))
		return -1;
	pid = fork();
	if (!pid && binder_other.program)
		binder_run_other(begun[1]);
	if (!pid)
		binder_begin_and_run(begun[1], begin, run);
	/* What a child that failed leaves open ends the read. */
	close(begun[1]);
	if (read(begun[0], &byte, 1) != 1)
		pid = -1;
	close(begun[0]);
	return pid;
}

/* A command with its argument. */
struct __attribute__((packed)) binder_call {
	uint32_t command;
	struct binder_transaction_data data;
};

static inline struct binder_call binder_call_of(uint32_t command, uint32_t handle, uint32_t code, uint32_t flags,
						 const void *bytes, size_t size)
{
	struct binder_call call = { .command = command };

	call.data.target.handle = handle;
	call.data.code = code;
	call.data.flags = flags;
	call.data.data.ptr.buffer = (uintptr_t)bytes;
	call.data.data_size = size;
	return call;
}

/* Commands to be said together. */
struct binder_saying {
	char bytes[512];
	size_t size;
};

static inline void binder_say(struct binder_saying *saying, uint32_t command, const void *argument)
{
	memcpy(saying->bytes + saying->size, &command, sizeof(command));
	if (argument)
		memcpy(saying->bytes + saying->size + sizeof(command), argument, _IOC_SIZE(command));
	saying->size += sizeof(command) + _IOC_SIZE(command);
}

static inline void binder_say_call(struct binder_saying *saying, uint32_t command, uint32_t handle, uint32_t code,
		     const struct flat_binder_object *object, const uint64_t *offset)
{
	struct binder_call call = binder_call_of(command, handle, code, 0, object, object ? sizeof(*object) : 0);

	if (offset) {
		call.data.data.ptr.offsets = (uintptr_t)offset;
		call.data.offsets_size = sizeof(*offset);
	}
	binder_say(saying, command, &call.data);
}

/* The answers one after the other: the next one's command, 0 at the end. `data` is what follows it. */
static inline uint32_t binder_next(const char **from, const char *end, const void **data)
{
	uint32_t command;

	if (end - *from < (ssize_t)sizeof(command))
		return 0;
	memcpy(&command, *from, sizeof(command));
	*data = *from + sizeof(command);
	*from += sizeof(command) + _IOC_SIZE(command);
	return command;
}

/* Hears once, and has each call answered. */
static inline int binder_serve(struct binder_client *service,
			       void (*answer)(struct binder_client *, const struct binder_transaction_data *))
{
	struct binder_transaction_data call;
	char heard[512];
	const ssize_t size = binder_talk(service, NULL, 0, heard, sizeof(heard));
	const char *at = heard;
	const void *data;
	uint32_t command;

	while (size >= 0 && (command = binder_next(&at, heard + size, &data))) {
		if (command != BR_TRANSACTION)
			continue;
		memcpy(&call, data, sizeof(call));
		answer(service, &call);
	}
	return 0;
}
