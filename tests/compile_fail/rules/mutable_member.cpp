// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: mutable member 'reads' [kcxx-mutable-member]
// why: C changes a field of what others read.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/atomic.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

#ifdef CONTROL
struct Meter : RefCounted<Meter> {
    void count() const { reads.inc(); }
    Atomic<int> reads;
};
#else
struct Meter : RefCounted<Meter> {
    void count() const { reads++; }
    mutable int reads = 0;
};
#endif
