// SPDX-License-Identifier: GPL-2.0
// expect: mutable global 'calls' [kcxx-mutable-global]
// why: C hides the global in the function: still one for all.
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
