// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: no matching member function
// why: C frees with kfree_rcu() what needs its destructor: what it owns leaks.
// rust: none: an RCU pointer is not bound
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Config {
    int speed;
};
struct Session : RefCounted<Session> {};
using Shared = Rcu<RefPtr<Session>>;

#ifdef CONTROL
void set(const Shared &shared, Box<Shared::Node> fresh) MAY_SLEEP
{
    shared.replace(may_sleep, std::move(fresh));
}
#else
void set(const Shared &shared, Box<Shared::Node> fresh) MAY_SLEEP
{
    shared.replace(std::move(fresh));
}
#endif
