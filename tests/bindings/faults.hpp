// SPDX-License-Identifier: GPL-2.0
// <linux/fault-inject.h>: allocations that fail when they are told to, in kernels that can.
#pragma once

#include <bindings/kunit.hpp>

extern "C" {
/// Whether this kernel has CONFIG_FAULT_INJECTION.
bool kcxx_kunit_can_inject_faults(void);
/// Lets the `nth` allocation of this task from here on fail; none if it is 0.
///
/// Return: what was left to count of the last one: 0 if it has failed, or if there was none.
unsigned int kcxx_kunit_fail_nth(unsigned int nth);
}

namespace kernel {

/// Calls `operation` again and again: first its first allocation fails, then its second, and so on,
/// until none was left to fail; then it has to succeed. A fault may be survived (tools of the kernel
/// for debugging allocate as well, and do without), but ends in `failure` or in nothing. Copies of user
/// space fail as allocations do.
///
/// Context: Process context. May sleep.
/// Return: how often it ended in `failure`, or the error of the last call. -EOPNOTSUPP, and the case
/// skipped, if the kernel cannot inject faults.
template <class F>
Result<unsigned int> with_each_fault(kunit::Test &test, F operation, Error failure = -ENOMEM)
    MAY_SLEEP
{
    if (!kcxx_kunit_can_inject_faults()) {
        test.skip("the kernel has no CONFIG_FAULT_INJECTION");
        return -EOPNOTSUPP;
    }
    unsigned int failures = 0;
    for (unsigned int nth = 1;; nth++) {
        kcxx_kunit_fail_nth(nth);
        const Result<> result = operation();
        if (kcxx_kunit_fail_nth(0) != 0) {
            TRY(result);
            return failures;
        }
        if (!result) {
            test.expect_error(result, failure);
            failures++;
        }
    }
}

} // namespace kernel
