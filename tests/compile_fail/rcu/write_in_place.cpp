// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: returns a const value
// why: C changes the object that readers are looking at.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Config {
    int speed;
};
using Node = Rcu<Config>::Node;

#ifdef CONTROL
void set(const Rcu<Config> &config, Box<Node> fresh)
{
    config.replace(std::move(fresh));
}
#else
void set(const Rcu<Config> &config)
{
    const RcuReadLock reading;
    config.read(reading).speed = 1;
}
#endif
