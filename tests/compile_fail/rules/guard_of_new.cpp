// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: is still held at the end of function
// why: C locks in one function and unlocks in another.
// rust: compiles: forget() is safe
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(Spin &spin)
{
    auto state = spin.lock();
    return state->now;
}
#else
int f(Spin &spin)
{
    alignas(Spin::Guard) static unsigned char memory[sizeof(Spin::Guard)];
    return (::new (memory) Spin::Guard(spin)) != nullptr;
}
#endif
