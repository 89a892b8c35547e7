// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: local 'same' is a constant name of what can change [kcxx-owner-borrow]
// why: C has two pointers to a structure, and frees through the one what it uses through the other.
// rust: refused: E0506, it is borrowed
#include <bindings/slab.hpp>

using namespace kernel;

struct Port {
    Box<int> session;
};

#ifdef CONTROL
int f(Port &port, Box<int> session)
{
    port.session = std::move(session);
    return *port.session;
}
#else
int f(Port &port, Box<int> session)
{
    const Port &same = port;
    const int &id = *same.session;
    port.session = std::move(session);
    return id;
}
#endif
