// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: foreign variable 'panic_timeout' [kcxx-foreign-code]
// why: C declares by hand what another file defines, wrongly.
// rust: refused: E0133, a foreign static needs unsafe
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
constexpr int timeout = 1;

int f()
{
    return timeout;
}
#else
extern "C" const int panic_timeout;

int f()
{
    return panic_timeout;
}
#endif
