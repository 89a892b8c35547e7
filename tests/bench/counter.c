// SPDX-License-Identifier: GPL-2.0
/* A plugin of QEMU that counts what its CPUs execute, whoever it is for: the program that is measured, the kernel,
 * interrupts, the idle loop, but not the time that a CPU sleeps. A program in the guest marks what is counted by two
 * instructions that do nothing (tests/user/counted.h); each count is a line in the file `to=FILE`. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Of <qemu-plugin.h>, which no package has: what is used here of version 1. */
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
extern void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id, void (*translated)(uint64_t, struct qemu_plugin_tb *));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *instruction);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *instruction);
extern void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *instruction, enum qemu_plugin_op op,
						       void *counter, uint64_t value);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *instruction,
						   void (*executed)(unsigned int cpu, void *data),
						   enum qemu_plugin_cb_flags flags, void *data);

int qemu_plugin_version = 1;

static const uint8_t begin[] = { 0x0f, 0x1f, 0x80, 0x01, 0x00, 0x5a, 0x5a };
static const uint8_t end[] = { 0x0f, 0x1f, 0x80, 0x02, 0x00, 0x5a, 0x5a };
static uint64_t executed;
static uint64_t executed_before;
static FILE *to;

static void on_begin(unsigned int cpu, void *data)
{
	(void)cpu, (void)data;
	executed_before = executed;
}

static void on_end(unsigned int cpu, void *data)
{
	(void)cpu, (void)data;
	fprintf(to, "%" PRIu64 "\n", executed - executed_before);
	fflush(to);
}

static int is(const struct qemu_plugin_insn *instruction, const uint8_t *bytes, size_t size)
{
	return qemu_plugin_insn_size(instruction) == size && !memcmp(qemu_plugin_insn_data(instruction), bytes, size);
}

static void on_translation(uint64_t id, struct qemu_plugin_tb *block)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);

		qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, &executed, 1);
		if (is(instruction, begin, sizeof(begin)))
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_begin, QEMU_PLUGIN_CB_NO_REGS, NULL);
		if (is(instruction, end, sizeof(end)))
			qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_end, QEMU_PLUGIN_CB_NO_REGS, NULL);
	}
}

int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++)
		if (!strncmp(argv[i], "to=", 3))
			to = fopen(argv[i] + 3, "a");
	if (!to)
		return -1;
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	return 0;
}
