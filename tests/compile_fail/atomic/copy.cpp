// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: call to deleted constructor
// why: C copies an atomic_t by assignment: the read is not atomic.
// rust: refused: E0507, what is pinned is not moved out, and it is no Copy
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
