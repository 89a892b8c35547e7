// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: constraints not satisfied
// why: C has no atomic access to a struct; word by word it tears.
// rust: refused: E0277, the type is not one that Atomic takes
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
