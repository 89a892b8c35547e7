/* SPDX-License-Identifier: GPL-2.0 */
/* A part of events.h: the objects, handles and files that transactions carry. */
#if !defined(BINDER_OBJECT_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define BINDER_OBJECT_EVENTS_H

TRACE_EVENT(binder_transaction_node_to_ref,
	TP_PROTO(u32 id, u64 node, u64 pointer, u64 reference, u32 handle),
	TP_ARGS(id, node, pointer, reference, handle),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, node_debug_id)
		__field(u64, node_ptr)
		__field(int, ref_debug_id)
		__field(uint32_t, ref_desc)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->node_debug_id = node;
		__entry->node_ptr = pointer;
		__entry->ref_debug_id = reference;
		__entry->ref_desc = handle;
	),
	TP_printk("transaction=%d node=%d src_ptr=0x%016llx ==> dest_ref=%d dest_desc=%d",
		  __entry->debug_id, __entry->node_debug_id, __entry->node_ptr,
		  __entry->ref_debug_id, __entry->ref_desc)
);

TRACE_EVENT(binder_transaction_ref_to_node,
	TP_PROTO(u32 id, u64 reference, u32 handle, u64 node, u64 pointer),
	TP_ARGS(id, reference, handle, node, pointer),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, ref_debug_id)
		__field(uint32_t, ref_desc)
		__field(int, node_debug_id)
		__field(u64, node_ptr)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->ref_debug_id = reference;
		__entry->ref_desc = handle;
		__entry->node_debug_id = node;
		__entry->node_ptr = pointer;
	),
	TP_printk("transaction=%d node=%d src_ref=%d src_desc=%d ==> dest_ptr=0x%016llx",
		  __entry->debug_id, __entry->node_debug_id, __entry->ref_debug_id,
		  __entry->ref_desc, __entry->node_ptr)
);

TRACE_EVENT(binder_transaction_ref_to_ref,
	TP_PROTO(u32 id, u64 node, u64 from, u32 from_handle, u64 to, u32 to_handle),
	TP_ARGS(id, node, from, from_handle, to, to_handle),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, node_debug_id)
		__field(int, src_ref_debug_id)
		__field(uint32_t, src_ref_desc)
		__field(int, dest_ref_debug_id)
		__field(uint32_t, dest_ref_desc)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->node_debug_id = node;
		__entry->src_ref_debug_id = from;
		__entry->src_ref_desc = from_handle;
		__entry->dest_ref_debug_id = to;
		__entry->dest_ref_desc = to_handle;
	),
	TP_printk("transaction=%d node=%d src_ref=%d src_desc=%d ==> dest_ref=%d dest_desc=%d",
		  __entry->debug_id, __entry->node_debug_id, __entry->src_ref_debug_id,
		  __entry->src_ref_desc, __entry->dest_ref_debug_id, __entry->dest_ref_desc)
);

DECLARE_EVENT_CLASS(binder_file,
	TP_PROTO(u32 id, u32 fd, size_t offset),
	TP_ARGS(id, fd, offset),
	TP_STRUCT__entry(
		__field(int, debug_id)
		__field(int, fd)
		__field(size_t, offset)
	),
	TP_fast_assign(
		__entry->debug_id = id;
		__entry->fd = fd;
		__entry->offset = offset;
	),
	TP_printk("transaction=%d src_fd=%d offset=%zu", __entry->debug_id, __entry->fd,
		  __entry->offset)
);
DEFINE_EVENT(binder_file, binder_transaction_fd_send, TP_PROTO(u32 id, u32 fd, size_t offset),
	TP_ARGS(id, fd, offset));
DEFINE_EVENT_PRINT(binder_file, binder_transaction_fd_recv, TP_PROTO(u32 id, u32 fd, size_t offset),
	TP_ARGS(id, fd, offset),
	TP_printk("transaction=%d dest_fd=%d offset=%zu", __entry->debug_id, __entry->fd,
		  __entry->offset)
);
#endif
