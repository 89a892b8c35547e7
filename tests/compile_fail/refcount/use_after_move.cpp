// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C uses an object after it has given its reference away: use after free.
// rust: refused: E0382, use of a moved value
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
int id(RefPtr<Session> session)
{
    auto taker = std::move(session);
    return taker->id;
}
#else
int id(RefPtr<Session> session)
{
    auto taker = std::move(session);
    return session->id;
}
#endif
