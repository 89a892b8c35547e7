// SPDX-License-Identifier: GPL-2.0
// expect: constraints not satisfied
// why: C has no atomic access to a struct; word by word it tears.
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
Atomic<u64> value;
#else
struct Pair {
    u32 a, b;
};
Atomic<Pair> value;
#endif
