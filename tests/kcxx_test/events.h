/* SPDX-License-Identifier: GPL-2.0 */
/* Events for tests/bindings/test_tracepoint.cpp. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM kcxx_test

#if !defined(KCXX_TEST_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define KCXX_TEST_EVENTS_H
#include <bindings/tracepoint.h>

TRACE_EVENT(kcxx_test_values,
	TP_PROTO(u8 small, s64 large, bool flag),
	TP_ARGS(small, large, flag),
	TP_STRUCT__entry(
		__field(u8, small)
		__field(s64, large)
		__field(bool, flag)
	),
	TP_fast_assign(
		__entry->small = small;
		__entry->large = large;
		__entry->flag = flag;
	),
	TP_printk("small=%u large=%lld flag=%d", __entry->small, __entry->large, __entry->flag)
);

DECLARE_EVENT_CLASS(kcxx_test_text_class,
	TP_PROTO(const char *text),
	TP_ARGS(text),
	TP_STRUCT__entry(
		__array(char, text, 16)
	),
	TP_fast_assign(
		strscpy_pad(__entry->text, text, sizeof(__entry->text));
	),
	TP_printk("text=%s", __entry->text)
);
DEFINE_EVENT(kcxx_test_text_class, kcxx_test_text, TP_PROTO(const char *text), TP_ARGS(text));
DEFINE_EVENT_CONDITION(kcxx_test_text_class, kcxx_test_long_text, TP_PROTO(const char *text),
	TP_ARGS(text), TP_CONDITION(strlen(text) > 4));
#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH tests/kcxx_test
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE events
#include <bindings/define_trace.h>
