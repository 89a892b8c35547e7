// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'port' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C passes a pointer, and a callback that frees what it points to.
// rust: refused: E0502, it is borrowed
#include <bindings/slab.hpp>

using namespace kernel;

struct Session {
    int id = 0;
};

struct Port {
    Box<Session> session;
    int last = 0;
};

void replace(Port &port, Port &by)
{
    port.session = std::move(by.session);
}

template <class F> int after(const Session &session, F &&function)
{
    function();
    return session.id;
}

#ifdef CONTROL
int f(Port &port, Port &by, Port &third)
{
    return after(*port.session, [&] { replace(by, third); });
}
#else
int f(Port &port, Port &by)
{
    return after(*port.session, [&] { replace(port, by); });
}
#endif
