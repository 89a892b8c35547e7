// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: attribute 'const' promises what nobody checks [kcxx-by-hand]
// why: The compiler leaves calls out: a value that has changed is not read again.
// rust: refused: there is no such attribute
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
u32 now(const Atomic<u32> &counter)
{
    return counter.read();
}
#else
[[gnu::const]] u32 now(const Atomic<u32> &counter)
{
    return counter.read();
}
#endif
