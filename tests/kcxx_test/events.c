// SPDX-License-Identifier: GPL-2.0
/* Who listens to the events of events.h, for tests/bindings/test_tracepoint.cpp. */
#define CREATE_TRACE_POINTS
#include <tests/kcxx_test/events.h>

struct kcxx_kunit_told {
	unsigned int times;
	u8 small;
	s64 large;
	bool flag;
	char text[16];
};

bool kcxx_kunit_listen(struct kcxx_kunit_told *told);
void kcxx_kunit_listen_no_more(struct kcxx_kunit_told *told);

static void hear_values(void *data, u8 small, s64 large, bool flag)
{
	struct kcxx_kunit_told *told = data;

	told->times++;
	told->small = small;
	told->large = large;
	told->flag = flag;
}

static void hear_text(void *data, const char *text)
{
	struct kcxx_kunit_told *told = data;

	told->times++;
	strscpy(told->text, text, sizeof(told->text));
}

bool kcxx_kunit_listen(struct kcxx_kunit_told *told)
{
	if (!register_trace_kcxx_test_values(hear_values, told) &&
	    !register_trace_kcxx_test_text(hear_text, told) &&
	    !register_trace_kcxx_test_long_text(hear_text, told))
		return true;
	kcxx_kunit_listen_no_more(told);
	return false;
}

void kcxx_kunit_listen_no_more(struct kcxx_kunit_told *told)
{
	unregister_trace_kcxx_test_values(hear_values, told);
	unregister_trace_kcxx_test_text(hear_text, told);
	unregister_trace_kcxx_test_long_text(hear_text, told);
	tracepoint_synchronize_unregister();
}
