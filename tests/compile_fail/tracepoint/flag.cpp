// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: constraints not satisfied
// why: C makes a bool of any number or pointer: arguments in the wrong order are not noticed.
// rust: refused: E0308, usize is no bool
#include <tests/kcxx_test/events.h>

using namespace kernel;

void say(s64 number, bool flag)
{
#ifdef CONTROL
    TRACE(kcxx_test_values, 1, number, flag);
#else
    TRACE(kcxx_test_values, 1, flag, number);
#endif
}
