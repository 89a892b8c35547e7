// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: inline assembly [kcxx-foreign-code]
// why: C has it as well: nothing is checked.
// rust: refused: E0133, asm! is unsafe
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
void wait() {}
#else
void wait()
{
    asm volatile("pause");
}
#endif
