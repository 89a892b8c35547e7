// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: this order and others put lock 'sample.data' before itself [kcxx-lock-order]
// why: C has comments for this, which contradict each other unseen.
// rust: compiles: types say nothing of locks that functions take
#include <tests/compile_fail/lock_order/order.hpp>

#ifdef CONTROL
using OtherOrder = kernel::LockOrder<"sample.outer", "sample.data">;
#else
using OtherOrder = kernel::LockOrder<"sample.data", "sample.outer">;
#endif
