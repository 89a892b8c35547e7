// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: 'go' takes "sample.outer", but what it overrides does not say so [kcxx-lock-order]
// why: C puts any function into a table; its callers hold what they hold.
// rust: compiles: types say nothing of locks that functions take
#include <tests/compile_fail/lock_order/order.hpp>

struct Base {
#ifdef CONTROL
    virtual void go(Sample &) const MAY_SLEEP LOCKS("sample.outer") {}
#else
    virtual void go(Sample &) const MAY_SLEEP {}
#endif
};

struct Derived : Base {
    void go(Sample &sample) const override MAY_SLEEP LOCKS("sample.outer")
    {
        const auto outer = sample.outer.lock(may_sleep);
    }
};
