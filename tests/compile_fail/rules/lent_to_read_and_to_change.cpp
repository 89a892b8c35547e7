// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'port' is lent to one call twice, to be changed [kcxx-overlapping-borrow]
// why: C passes two pointers, and the function takes them for two objects.
// rust: refused: E0502, it is borrowed
#include <bindings/slab.hpp>

using namespace kernel;

struct Session {
    int id = 0;
};

struct Port {
    Box<Session> session;
};

void use(const Session &session, Port &port);

// Neither `from` nor `to` is the other: what `from` owns stays.
void copy(const Port &from, Port &to)
{
    use(*from.session, to);
}

#ifdef CONTROL
void f(Port &port, Port &other)
{
    copy(port, other);
}
#else
void f(Port &port)
{
    copy(port, port);
}
#endif
