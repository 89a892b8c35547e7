// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: requires holding
// why: C calls what fires an event with whatever pointer it has, whether somebody listens or not.
// rust: refused: E0133, calling it is unsafe
#include <tests/kcxx_test/events.h>

using namespace kernel;

void say()
{
#ifdef CONTROL
    TRACE(kcxx_test_text, "text");
#else
    kernel::events::kcxx_test_text::fire("text");
#endif
}
