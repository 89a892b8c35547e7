// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: sleeping closure given to 'std::ranges::__for_each::operator()' [kcxx-sleeping]
// why: C has no closures; plain C++ calls it under the lock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

#include <algorithm>
#include <array>

using namespace kernel;

void wait() MAY_SLEEP;

#ifdef CONTROL
void f(const std::array<int, 4> &values) MAY_SLEEP
{
    for ([[maybe_unused]] const int value : values)
        wait();
}
#else
void f(const std::array<int, 4> &values) MAY_SLEEP
{
    std::ranges::for_each(values, [](int) MAY_SLEEP { wait(); });
}
#endif
