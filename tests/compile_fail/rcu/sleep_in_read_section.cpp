// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps in a read-side critical section: the object is freed meanwhile.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Config {
    int speed;
};
using Node = Rcu<Config>::Node;

void nap() MAY_SLEEP;

#ifdef CONTROL
int speed(const Rcu<Config> &config) MAY_SLEEP
{
    nap();
    const RcuReadLock reading;
    return config.read(reading).speed;
}
#else
int speed(const Rcu<Config> &config) MAY_SLEEP
{
    const RcuReadLock reading;
    nap();
    return config.read(reading).speed;
}
#endif
