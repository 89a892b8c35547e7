// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: calling a private constructor of class 'kernel::kunit::Test'
// why: C passes the running struct kunit around as it likes, also one that has ended.
// rust: none: a test is not given the running one
#include <bindings/kunit.hpp>

using namespace kernel;

#ifdef CONTROL
void use(kunit::Test &test)
{
    test.expect(true);
}
#else
void use(void *raw_test)
{
    kunit::Test test(raw_test);
    test.expect(true);
}
#endif
