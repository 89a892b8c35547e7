// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: 'Way' is given a private member [kcxx-foreign-name]
// why: C has no private members.
// rust: refused: E0616, the field is private
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(const Spin &spin)
{
    auto state = spin.lock();
    return state->now;
}
#else
template <State Spin::*member> struct Way {
    friend int f(const Spin &spin) { return (spin.*member).now; }
};
template struct Way<&Spin::value_>;
#endif
