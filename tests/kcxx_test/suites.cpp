// SPDX-License-Identifier: GPL-2.0
// Where the suites of all test files lie, for glue.c. The merge step (merge.lds) knows the bounds of
// the section, and only for C++ that asks.
#include <bindings/kunit.hpp>
#include <bindings/pending_work.hpp>

KCXX_UNLOAD_STATE;

extern "C" {
void kcxx_kunit_end_of_module() MAY_SLEEP
{
    KCXX_FINISH_UNLOAD();
}

extern const kernel::kunit::Suite *const kcxx_kunit_begin[];
extern const kernel::kunit::Suite *const kcxx_kunit_end[];

const kernel::kunit::Suite *const *kcxx_kunit_first()
{
    return kcxx_kunit_begin;
}

const kernel::kunit::Suite *const *kcxx_kunit_past_last()
{
    return kcxx_kunit_end;
}
}
