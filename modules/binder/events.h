/* SPDX-License-Identifier: GPL-2.0 */
/* What a tracer sees of the driver, in /sys/kernel/tracing/events/cxxbinder: events, fields and texts are
 * those of the C driver, <drivers/android/binder_trace.h>, but are told values in the place of its objects.
 * In a field with `pid`, `proc` or `thread` in its name there is a number of the initial namespace. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM cxxbinder

#if !defined(BINDER_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define BINDER_EVENTS_H
#include <bindings/tracepoint.h>

/* --- what user space asks for, and what it is told ---------------------------------------------- */
TRACE_EVENT(binder_ioctl,
	TP_PROTO(u32 cmd, unsigned long arg),
	TP_ARGS(cmd, arg),
	TP_STRUCT__entry(
		__field(unsigned int, cmd)
		__field(unsigned long, arg)
	),
	TP_fast_assign(
		__entry->cmd = cmd;
		__entry->arg = arg;
	),
	TP_printk("cmd=0x%x arg=0x%lx", __entry->cmd, __entry->arg)
);

DECLARE_EVENT_CLASS(binder_returned,
	TP_PROTO(s32 ret),
	TP_ARGS(ret),
	TP_STRUCT__entry(
		__field(int, ret)
	),
	TP_fast_assign(
		__entry->ret = ret;
	),
	TP_printk("ret=%d", __entry->ret)
);
DEFINE_EVENT(binder_returned, binder_ioctl_done, TP_PROTO(s32 ret), TP_ARGS(ret));
DEFINE_EVENT(binder_returned, binder_write_done, TP_PROTO(s32 ret), TP_ARGS(ret));
DEFINE_EVENT(binder_returned, binder_read_done, TP_PROTO(s32 ret), TP_ARGS(ret));

TRACE_EVENT(binder_wait_for_work,
	TP_PROTO(bool serves_process, bool is_in_calls, bool has_work),
	TP_ARGS(serves_process, is_in_calls, has_work),
	TP_STRUCT__entry(
		__field(bool, proc_work)
		__field(bool, transaction_stack)
		__field(bool, thread_todo)
	),
	TP_fast_assign(
		__entry->proc_work = serves_process;
		__entry->transaction_stack = is_in_calls;
		__entry->thread_todo = has_work;
	),
	TP_printk("proc_work=%d transaction_stack=%d thread_todo=%d", __entry->proc_work,
		  __entry->transaction_stack, __entry->thread_todo)
);

/* The name of the command or answer `cmd`, of those in `names`. */
#define BINDER_NAME(cmd, names) (_IOC_NR(cmd) < ARRAY_SIZE(names) ? names[_IOC_NR(cmd)] : "unknown")

DECLARE_EVENT_CLASS(binder_said,
	TP_PROTO(u32 cmd),
	TP_ARGS(cmd),
	TP_STRUCT__entry(
		__field(uint32_t, cmd)
	),
	TP_fast_assign(
		__entry->cmd = cmd;
	),
	TP_printk("cmd=0x%x %s", __entry->cmd, BINDER_NAME(__entry->cmd, command_names))
);
DEFINE_EVENT(binder_said, binder_command, TP_PROTO(u32 cmd), TP_ARGS(cmd));
DEFINE_EVENT_PRINT(binder_said, binder_return, TP_PROTO(u32 cmd), TP_ARGS(cmd),
	TP_printk("cmd=0x%x %s", __entry->cmd, BINDER_NAME(__entry->cmd, answer_names))
);

/* --- transactions --------------------------------------------------------------------------------- */
TRACE_EVENT(binder_transaction,
	TP_PROTO(u32 id, u64 node, s32 process, s32 thread, bool is_reply, u32 code, u32 flags),
	TP_ARGS(id, node, process, thread, is_reply, code, flags),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, target_node)
		__field(int, to_proc)
		__field(int, to_thread)
		__field(int, reply)
		__field(unsigned int, code)
		__field(unsigned int, flags)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->target_node = node;
		__entry->to_proc = process;
		__entry->to_thread = thread;
		__entry->reply = is_reply;
		__entry->code = code;
		__entry->flags = flags;
	),
	TP_printk("transaction=%d dest_node=%d dest_proc=%d dest_thread=%d reply=%d flags=0x%x code=0x%x",
		  __entry->debug_id, __entry->target_node, __entry->to_proc, __entry->to_thread,
		  __entry->reply, __entry->flags, __entry->code)
);

TRACE_EVENT(binder_transaction_received,
	TP_PROTO(u32 id),
	TP_ARGS(id),
	TP_STRUCT__entry(
		__field(int, debug_id)
	),
	TP_fast_assign(
		__entry->debug_id = id;
	),
	TP_printk("transaction=%d", __entry->debug_id)
);

TRACE_EVENT(binder_txn_latency_free,
	TP_PROTO(u32 id, s32 from, s32 from_thread, s32 to, s32 to_thread, u32 code, u32 flags),
	TP_ARGS(id, from, from_thread, to, to_thread, code, flags),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, from_proc)
		__field(int, from_thread)
		__field(int, to_proc)
		__field(int, to_thread)
		__field(unsigned int, code)
		__field(unsigned int, flags)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->from_proc = from;
		__entry->from_thread = from_thread;
		__entry->to_proc = to;
		__entry->to_thread = to_thread;
		__entry->code = code;
		__entry->flags = flags;
	),
	TP_printk("transaction=%d from %d:%d to %d:%d flags=0x%x code=0x%x", __entry->debug_id,
		  __entry->from_proc, __entry->from_thread, __entry->to_proc, __entry->to_thread,
		  __entry->flags, __entry->code)
);

#include <modules/binder/object_events.h>
#include <modules/binder/memory_events.h>
#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH modules/binder
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE events
#include <bindings/define_trace.h>
