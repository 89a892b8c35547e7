/* SPDX-License-Identifier: GPL-2.0 */
/* The bytes that a module allocates and keeps, as the kernel's tracepoints say it (events/kmem): of each
 * allocation its place in the code, its address and how many bytes the slab gives for it. */
#pragma once

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRACING "/sys/kernel/debug/tracing/"

static inline void tracing_write(const char *name, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), TRACING "%s", name);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0 || write(fd, text, strlen(text)) < 0) {
		perror(path);
		exit(1);
	}
	close(fd);
}

static inline void trace_begin(void)
{
	static const char *const events[] = { "kmalloc", "kfree", "kmem_cache_alloc", "kmem_cache_free" };
	char path[64];

	tracing_write("tracing_on", "0");
	tracing_write("buffer_size_kb", "32768");
	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++) {
		snprintf(path, sizeof(path), "events/kmem/%s/enable", events[i]);
		tracing_write(path, "1");
	}
	tracing_write("trace", "");
	tracing_write("tracing_on", "1");
}

struct kept {
	unsigned long long address;
	unsigned long bytes;
};

static inline unsigned long long number_behind(const char *line, const char *name, int base)
{
	const char *found = strstr(line, name);

	return found ? strtoull(found + strlen(name), NULL, base) : 0;
}

/* The kernel does not say who has asked for memory that may be large: it is whoever is traced. */
static inline bool is_of(const char *line, const char *module)
{
	char within[32];

	snprintf(within, sizeof(within), "[%s]", module);
	return strstr(line, within) || strstr(line, "call_site=__kvmalloc_node");
}

/* What `module` has allocated since, and has not freed. */
static inline unsigned long trace_end(const char *module)
{
	static struct kept all[100000];
	static char line[1024];
	unsigned long bytes = 0;
	size_t count = 0;
	FILE *trace;

	tracing_write("tracing_on", "0");
	trace = fopen(TRACING "trace", "re");
	while (trace && fgets(line, sizeof(line), trace)) {
		const unsigned long long address = number_behind(line, "ptr=", 16);

		if (strstr(line, "free: ")) {
			for (size_t i = count; i-- > 0;)
				if (all[i].address == address) {
					all[i] = all[--count];
					break;
				}
		} else if (strstr(line, "bytes_alloc=") && is_of(line, module) &&
			   count < sizeof(all) / sizeof(*all)) {
			all[count++] = (struct kept){ address, number_behind(line, "bytes_alloc=", 10) };
		}
	}
	if (trace)
		fclose(trace);
	for (size_t i = 0; i < count; i++)
		bytes += all[i].bytes;
	return bytes;
}
