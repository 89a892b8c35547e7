/* SPDX-License-Identifier: GPL-2.0 */
/* Faults that the kernel injects into what a task does, one after the other:
 * Documentation/fault-injection/fault-injection.rst. */
#pragma once

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include <tests/user/expect.h>
#include <tests/user/write_text.h>

static int fail_nth;

/* The nth fault point that this task comes to from here on fails; 0: none. */
static void let_fail(int nth)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d", nth);

	/* Reading the number from here is such a point itself. */
	while (pwrite(fail_nth, number, length, 0) != length)
		;
}

/* How many such points were left when it was asked; 0: it has failed. What cannot be read has not. */
static int left_to_fail(void)
{
	char left[16] = "";

	return pread(fail_nth, left, sizeof(left) - 1, 0) > 0 ? atoi(left) : 1;
}

static inline int open_and_close(const char *path)
{
	int opened = open(path, O_RDWR | O_CLOEXEC);

	return opened < 0 ? -1 : close(opened);
}

struct operation {
	const char *name;
	int (*run)(void);	/* 0, or -1 and errno */
	int errors;		/* at least so many faults are errors; the kernel does without others */
	int (*check)(void);	/* what must hold after an error: 0 if it does */
	int (*undo)(void);	/* what follows a success */
	int last;		/* only so many of all points, the last ones; 0: all */
	int (*done)(void);	/* what must hold once all have failed */
	int other_errors[2];	/* besides ENOMEM and EFAULT */
	bool (*has_seen_all)(void);	/* whether it has failed in each way that it must; NULL: there is no more to see */
};

static int count_points(const struct operation *operation)
{
	const int many = 1000000;

	let_fail(many);
	EXPECT(operation->run(), 0, 0);
	int points = many - left_to_fail();

	let_fail(0);
	if (operation->undo)
		EXPECT(operation->undo(), 0, 0);
	return points;
}

static bool is_expected(const struct operation *operation, int error)
{
	return error == ENOMEM || error == EFAULT ||
	       (error && (error == operation->other_errors[0] || error == operation->other_errors[1]));
}

struct tally {
	int faults;
	int errors;
};

/* Every point once, from the first on. */
static struct tally fail_each(const struct operation *operation, int first)
{
	struct tally tally = { 0, 0 };

	for (int nth = first;; nth++) {
		let_fail(nth);
		errno = 0;
		int result = operation->run();
		int error = errno;
		bool failed = left_to_fail() == 0;

		let_fail(0);
		if (result == 0 && operation->undo)
			expect(operation->name, operation->undo(), errno, 0, 0);
		if (!failed) {
			expect(operation->name, result, error, 0, 0);
			return tally;
		}
		tally.faults++;
		tally.errors += result != 0;
		if (result && !is_expected(operation, error)) {
			printf("%s: fault %d ends in %s\n", operation->name, nth, strerror(error));
			failures++;
		}
		if (result && operation->check)
			expect(operation->name, operation->check(), 0, 0, 0);
	}
}

static bool has_failed_enough(const struct operation *operation, int errors)
{
	return errors >= operation->errors && (!operation->has_seen_all || operation->has_seen_all());
}

static void with_each_fault(const struct operation *operation)
{
	int points = operation->last ? count_points(operation) : 0;
	int first = points > operation->last ? points - operation->last : 1;
	struct tally tally = fail_each(operation, first);

	/* Points of the kernel's own, as a page for its allocator, come and go: where there was one only while it
	 * was the one to fail, all that follow have moved, and one was passed by. */
	for (int again = 0; again < 4 && !has_failed_enough(operation, tally.errors); again++)
		tally = fail_each(operation, first);
	if (tally.errors < operation->errors) {
		printf("%s: there have to be %d errors\n", operation->name, operation->errors);
		failures++;
	}
	if (operation->done)
		expect(operation->name, operation->done(), 0, 0, 0);
	printf("%s: %d faults, %d errors\n", operation->name, tally.faults, tally.errors);
}
