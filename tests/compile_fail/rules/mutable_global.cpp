// SPDX-License-Identifier: GPL-2.0
// class: mutable-global
// expect: mutable global 'calls' [kcxx-mutable-global]
// why: C counts in a global: two processors lose a count.
// rust: refused: E0133, a static mut needs unsafe
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
static constinit Atomic<u32> calls{0};
u32 called()
{
    return calls.fetch_add(1);
}
#else
static u32 calls = 0;
u32 called()
{
    return calls++;
}
#endif
