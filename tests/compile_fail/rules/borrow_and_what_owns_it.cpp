// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'port' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C passes a pointer to an object together with what will free it.
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

#ifdef CONTROL
void replace(Port &port, Box<Session> session)
{
    port.last = port.session->id;
    port.session = std::move(session);
}

void f(Port &port, Box<Session> session)
{
    replace(port, std::move(session));
}
#else
void replace(const Session &old, Port &port, Box<Session> session)
{
    port.session = std::move(session);
    port.last = old.id;
}

void f(Port &port, Box<Session> session)
{
    replace(*port.session, port, std::move(session));
}
#endif
