// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: constraints not satisfied
// why: C adds to a flag, which is then neither 0 nor 1.
// rust: refused: E0599, an atomic bool has no fetch_add
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
void raise(const Atomic<bool> &flag)
{
    flag.set(true);
}
#else
void raise(const Atomic<bool> &flag)
{
    flag.add(true);
}
#endif
