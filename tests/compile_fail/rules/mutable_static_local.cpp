// SPDX-License-Identifier: GPL-2.0
// class: mutable-global
// expect: mutable global 'calls' [kcxx-mutable-global]
// why: C hides the global in the function: still one for all.
// rust: refused: E0133, a static mut needs unsafe
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
u32 called()
{
    static constinit Atomic<u32> calls{0};
    return calls.fetch_add(1);
}
#else
u32 called()
{
    static u32 calls = 0;
    return calls++;
}
#endif
