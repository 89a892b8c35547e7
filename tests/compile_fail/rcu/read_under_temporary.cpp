// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: will be destroyed at the end of the full-expression
// why: C uses an RCU pointer after rcu_read_unlock(): use after free.
// rust: refused: E0716, a temporary is dropped while borrowed
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
    const Config &now = config.read(reading);
    return now.speed;
}
#else
int speed(const Rcu<Config> &config)
{
    const Config &now = config.read(RcuReadLock());
    return now.speed;
}
#endif
