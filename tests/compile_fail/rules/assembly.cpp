// SPDX-License-Identifier: GPL-2.0
// expect: inline assembly [kcxx-foreign-code]
// why: C has it as well: nothing is checked.
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
