// SPDX-License-Identifier: GPL-2.0
// expect: constraints not satisfied
// why: C adds to a flag, which is then neither 0 nor 1.
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
