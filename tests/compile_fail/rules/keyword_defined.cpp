// SPDX-License-Identifier: GPL-2.0
// class: switched-off-check
// expect: macro gives 'private' another meaning [kcxx-checks-stay-on]
// why: C has no private members.
// rust: none: there are no macros for words

#ifdef CONTROL
#include <bindings/locked.hpp>

using namespace kernel;

using Spin = Locked<int, SpinLock<"test.spin">>;

int f(const Spin &spin)
{
    auto value = spin.lock();
    return *value;
}
#else
#define private public
#include <bindings/locked.hpp>

using namespace kernel;

using Spin = Locked<int, SpinLock<"test.spin">>;

int f(const Spin &spin)
{
    return spin.value_;
}
#endif
