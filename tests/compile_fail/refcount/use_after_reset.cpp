// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: while it is in the 'consumed' state
// why: C uses an object after its put().
// rust: refused: E0382, dropping moves the reference
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
int id(RefPtr<Session> session)
{
    const int value = session->id;
    session.reset();
    return value;
}
#else
int id(RefPtr<Session> session)
{
    session.reset();
    return session->id;
}
#endif
