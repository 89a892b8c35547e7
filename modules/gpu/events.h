/* SPDX-License-Identifier: GPL-2.0 */
/* What a tracer sees of the driver, in /sys/kernel/tracing/events/gpu. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM gpu

#if !defined(GPU_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define GPU_EVENTS_H
#include <bindings/tracepoint.h>

/* What the firmware is asked for: a Request (abi/messages.hpp). */
TRACE_EVENT(gpu_request,
	TP_PROTO(u32 type, u32 slot),
	TP_ARGS(type, slot),
	TP_STRUCT__entry(
		__field(u32, type)
		__field(u32, slot)
	),
	TP_fast_assign(
		__entry->type = type;
		__entry->slot = slot;
	),
	TP_printk("type=%u slot=%u", __entry->type, __entry->slot)
);

/* And what it says: an Event. */
TRACE_EVENT(gpu_event,
	TP_PROTO(u32 type, u32 slot, u32 queue, u32 code, u64 value),
	TP_ARGS(type, slot, queue, code, value),
	TP_STRUCT__entry(
		__field(u32, type)
		__field(u32, slot)
		__field(u32, queue)
		__field(u32, code)
		__field(u64, value)
	),
	TP_fast_assign(
		__entry->type = type;
		__entry->slot = slot;
		__entry->queue = queue;
		__entry->code = code;
		__entry->value = value;
	),
	TP_printk("type=%u slot=%u queue=%u code=%#x value=%#llx", __entry->type, __entry->slot,
		  __entry->queue, __entry->code, __entry->value)
);

/* A stream that the device is given. Its end is a fence's: dma_fence:dma_fence_signaled. */
TRACE_EVENT(gpu_job,
	TP_PROTO(u32 queue, u64 address, u32 size),
	TP_ARGS(queue, address, size),
	TP_STRUCT__entry(
		__field(u64, address)
		__field(u32, queue)
		__field(u32, size)
	),
	TP_fast_assign(
		__entry->address = address;
		__entry->queue = queue;
		__entry->size = size;
	),
	TP_printk("queue=%u address=%#llx size=%u", __entry->queue, __entry->address, __entry->size)
);

/* A change of what is mapped in an address space. */
TRACE_EVENT(gpu_bind,
	TP_PROTO(bool is_map, u64 address, u64 size),
	TP_ARGS(is_map, address, size),
	TP_STRUCT__entry(
		__field(u64, address)
		__field(u64, size)
		__field(bool, is_map)
	),
	TP_fast_assign(
		__entry->address = address;
		__entry->size = size;
		__entry->is_map = is_map;
	),
	TP_printk("%s address=%#llx size=%#llx", __entry->is_map ? "map" : "unmap", __entry->address,
		  __entry->size)
);

/* The device is reset, when it hangs or is found. */
TRACE_EVENT(gpu_reset,
	TP_PROTO(u32 number),
	TP_ARGS(number),
	TP_STRUCT__entry(
		__field(u32, number)
	),
	TP_fast_assign(
		__entry->number = number;
	),
	TP_printk("number=%u", __entry->number)
);
#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH modules/gpu
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE events
#include <bindings/define_trace.h>
