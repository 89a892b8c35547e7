// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: 'value' keeps a guard [kcxx-guard]
// why: C locks in one function and unlocks in another.
// rust: compiles: a guard may be stored anywhere
#include <bindings/locked.hpp>

#include <optional>

using namespace kernel;

using Spin = Locked<int, SpinLock<"test.spin">>;

void wait() MAY_SLEEP;

#ifdef CONTROL
void f(const Spin &spin) MAY_SLEEP
{
    {
        auto value = spin.lock();
        *value = 1;
    }
    wait();
}
#else
void f(const Spin &spin) MAY_SLEEP
{
    std::optional<Spin::Guard> value;
    value.emplace(spin);
    wait();
}
#endif
