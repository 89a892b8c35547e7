/* SPDX-License-Identifier: GPL-2.0 */
/* A part of events.h: places in the memory of a process, and the pages behind them. */
#if !defined(BINDER_MEMORY_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define BINDER_MEMORY_EVENTS_H

DECLARE_EVENT_CLASS(binder_place,
	TP_PROTO(u32 id, u64 data_size, u64 offsets_size, u64 extra_size),
	TP_ARGS(id, data_size, offsets_size, extra_size),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(size_t, data_size)
		__field(size_t, offsets_size)
		__field(size_t, extra_buffers_size)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->data_size = data_size;
		__entry->offsets_size = offsets_size;
		__entry->extra_buffers_size = extra_size;
	),
	TP_printk("transaction=%d data_size=%zd offsets_size=%zd extra_buffers_size=%zd",
		  __entry->debug_id, __entry->data_size, __entry->offsets_size,
		  __entry->extra_buffers_size)
);
#define BINDER_PLACE_EVENT(name)                                                            \
	DEFINE_EVENT(binder_place, name,                                                    \
		TP_PROTO(u32 id, u64 data_size, u64 offsets_size, u64 extra_size),          \
		TP_ARGS(id, data_size, offsets_size, extra_size))
BINDER_PLACE_EVENT(binder_transaction_alloc_buf);
BINDER_PLACE_EVENT(binder_transaction_buffer_release);
BINDER_PLACE_EVENT(binder_transaction_failed_buffer_release);
BINDER_PLACE_EVENT(binder_transaction_update_buffer_release);

TRACE_EVENT(binder_update_page_range,
	TP_PROTO(s32 process, bool allocate, size_t begin, size_t end),
	TP_ARGS(process, allocate, begin, end),
	TP_STRUCT__entry(
		__field(int, proc)
		__field(bool, allocate)
		__field(size_t, offset)
		__field(size_t, size)
	),
	TP_fast_assign(
		__entry->proc = process;
		__entry->allocate = allocate;
		__entry->offset = begin;
		__entry->size = end - begin;
	),
	TP_printk("proc=%d allocate=%d offset=%zu size=%zu", __entry->proc, __entry->allocate,
		  __entry->offset, __entry->size)
);

DECLARE_EVENT_CLASS(binder_page,
	TP_PROTO(s32 process, size_t index),
	TP_ARGS(process, index),
	TP_STRUCT__entry(
		__field(int, proc)
		__field(size_t, page_index)
	),
	TP_fast_assign(
		__entry->proc = process;
		__entry->page_index = index;
	),
	TP_printk("proc=%d page_index=%zu", __entry->proc, __entry->page_index)
);
#define BINDER_PAGE_EVENT(name)                                                             \
	DEFINE_EVENT(binder_page, name, TP_PROTO(s32 process, size_t index), TP_ARGS(process, index))
BINDER_PAGE_EVENT(binder_alloc_page_start);
BINDER_PAGE_EVENT(binder_alloc_page_end);
BINDER_PAGE_EVENT(binder_unmap_kernel_start);
BINDER_PAGE_EVENT(binder_unmap_kernel_end);
BINDER_PAGE_EVENT(binder_unmap_user_start);
BINDER_PAGE_EVENT(binder_unmap_user_end);
#endif
