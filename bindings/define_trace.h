/* SPDX-License-Identifier: GPL-2.0 */
/* What a header of events ends with, for both languages: see tracepoint.hpp. Where CREATE_TRACE_POINTS is
 * defined, in one C file, the events are made, and for each a function that C++ fires it with. All
 * others have read what there is. */
#ifdef CREATE_TRACE_POINTS
#include <trace/define_trace.h>
#undef CREATE_TRACE_POINTS

#define TRACE_EVENT(name, proto, args, ...)                                                 \
	__cold void kcxx_trace_##name(proto);                                               \
	void kcxx_trace_##name(proto)                                                       \
	{                                                                                   \
		trace_##name(args);                                                         \
	}
#define TRACE_EVENT_CONDITION(name, proto, args, ...) TRACE_EVENT(name, PARAMS(proto), PARAMS(args))
#define DECLARE_EVENT_CLASS(...)
#define DEFINE_EVENT(class, name, proto, args) TRACE_EVENT(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_PRINT(class, name, proto, args, ...) TRACE_EVENT(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_CONDITION(class, name, proto, args, ...) \
	TRACE_EVENT(name, PARAMS(proto), PARAMS(args))

#define TRACE_HEADER_MULTI_READ
#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)
#undef TRACE_HEADER_MULTI_READ

#undef TRACE_EVENT
#undef TRACE_EVENT_CONDITION
#undef DECLARE_EVENT_CLASS
#undef DEFINE_EVENT
#undef DEFINE_EVENT_PRINT
#undef DEFINE_EVENT_CONDITION
#define CREATE_TRACE_POINTS
#endif
