// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: 'use_inner' takes "sample.inner" and does not say so [kcxx-lock-order]
// why: C compiles; callers have to read the function to know.
// rust: compiles: types say nothing of locks that functions take
#include <tests/compile_fail/lock_order/unsaid.hpp>

void use_inner(Sample &sample) MAY_SLEEP
{
    const auto inner = sample.inner.lock(may_sleep);
}
