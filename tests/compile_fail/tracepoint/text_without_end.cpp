// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: no viable conversion
// why: C reads on behind the text, up to the next zero.
// rust: compiles: its tracepoints take raw pointers
#include <tests/kcxx_test/events.h>

#include <string_view>

using namespace kernel;

void say(std::string_view text)
{
#ifdef CONTROL
    if (text.empty())
        TRACE(kcxx_test_text, "nothing");
#else
    TRACE(kcxx_test_text, text);
#endif
}
