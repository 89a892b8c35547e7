// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C changes an object after it has published it, or after its last user has freed it.
// rust: refused: E0382, use of a moved value
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
RefPtr<Session> publish(Box<Session> session)
{
    session->id = 1;
    return share(std::move(session));
}
#else
RefPtr<Session> publish(Box<Session> session)
{
    auto shared = share(std::move(session));
    session->id = 1;
    return shared;
}
#endif
