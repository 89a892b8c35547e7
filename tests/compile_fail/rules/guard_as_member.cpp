// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: 'guard' keeps a guard [kcxx-guard]
// why: C keeps a lock for as long as a structure lives.
// rust: compiles: a guard may be stored anywhere, with its lifetime
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
struct Session {
    int now = 0;
};

int f(Spin &spin)
{
    auto state = spin.lock();
    const Session session{state->now};
    return session.now;
}
#else
struct Session {
    explicit Session(Spin &spin) : guard(spin) {}
    Spin::Guard guard;
};

int f(Spin &spin)
{
    const Session session(spin);
    return session.guard->now;
}
#endif
