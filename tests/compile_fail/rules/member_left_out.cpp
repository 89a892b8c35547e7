// SPDX-License-Identifier: GPL-2.0
// class: uninitialised
// expect: member 'second_' of what this constructor makes has no value [kcxx-uninitialised]
// why: C reads what kmalloc() gave.
// rust: refused: E0063, a field is missing
#include <bindings/capability.hpp>

using namespace kernel;

#ifdef CONTROL
struct Counter {
    explicit Counter(int first) : first_(first) {}
    int sum() const { return first_ + second_; }
    int first_;
    int second_ = 0;
};
#else
struct Counter {
    explicit Counter(int first) : first_(first) {}
    int sum() const { return first_ + second_; }
    int first_;
    int second_;
};
#endif
