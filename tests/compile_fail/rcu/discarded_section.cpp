// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: a guard that is dropped ends the section at once
// why: C has no guard; here the section would be over on the next line.
// rust: compiles: rcu::Guard is not must_use
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Config {
    int speed;
};
using Node = Rcu<Config>::Node;

#ifdef CONTROL
int speed(const Rcu<Config> &config)
{
    const RcuReadLock reading;
    return config.read(reading).speed;
}
#else
void section()
{
    RcuReadLock();
}
#endif
