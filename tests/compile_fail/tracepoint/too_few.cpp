// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: too few arguments
// why: C refuses it as well.
// rust: refused: E0061, an argument is missing
#include <tests/kcxx_test/events.h>

using namespace kernel;

void say(s64 number)
{
#ifdef CONTROL
    TRACE(kcxx_test_values, 1, number, false);
#else
    TRACE(kcxx_test_values, 1, number);
#endif
}
