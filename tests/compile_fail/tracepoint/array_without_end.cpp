// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: text_does_not_end
// why: C reads on behind the array, up to the next zero.
// rust: refused: a C string literal has its end
#include <tests/kcxx_test/events.h>

using namespace kernel;

void say()
{
#ifdef CONTROL
    static constexpr char text[] = {'o', 'n', '\0'};
#else
    static constexpr char text[] = {'o', 'n'};
#endif
    TRACE(kcxx_test_text, text);
}
