// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: call to deleted constructor of 'KeptRef<Session>'
// why: C gives away the reference that a structure has, and goes on with the structure.
// rust: refused: E0507, no field is moved out of what is borrowed
#include <bindings/kept_ref.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

struct User {
    KeptRef<Session> session;
};

#ifdef CONTROL
int id(User &user)
{
    const RefPtr<Session> taker = user.session;
    return taker->id + user.session->id;
}
#else
int id(User &user)
{
    KeptRef<Session> taker = std::move(user.session);
    return taker->id + user.session->id;
}
#endif
