// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: does not live long enough
// why: C uses an RCU pointer after rcu_read_unlock(): use after free.
// rust: refused: E0597, it does not live long enough
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
int speed(const Rcu<Config> &config)
{
    const Config *now = nullptr;
    {
        const RcuReadLock reading;
        now = &config.read(reading);
    }
    return now->speed;
}
#endif
