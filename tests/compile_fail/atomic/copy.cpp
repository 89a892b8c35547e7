// SPDX-License-Identifier: GPL-2.0
// expect: call to deleted constructor
// why: C copies an atomic_t by assignment: the read is not atomic.
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
int copy(const Atomic<int> &value)
{
    return value.read();
}
#else
int copy(const Atomic<int> &value)
{
    const Atomic<int> other(value);
    return other.read();
}
#endif
