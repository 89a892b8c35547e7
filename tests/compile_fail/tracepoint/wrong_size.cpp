// SPDX-License-Identifier: GPL-2.0
// class: integer-conversion
// expect: implicit conversion loses integer precision
// why: C drops what does not fit, and the trace has another number.
// rust: refused: E0308, i32 is no u8
#include <tests/kcxx_test/events.h>

using namespace kernel;

void say(s32 number)
{
#ifdef CONTROL
    TRACE(kcxx_test_values, 1, number, false);
#else
    TRACE(kcxx_test_values, number, 1, false);
#endif
}
