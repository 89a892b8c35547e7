// SPDX-License-Identifier: GPL-2.0
// expect: calling a private constructor of class 'kernel::kunit::Test'
// why: C passes the running struct kunit around as it likes, also one that has ended.
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
