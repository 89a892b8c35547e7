// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: dropping it may destroy the element
// why: C drops the last reference, and goes on with the structure.
// rust: compiles: a must_use attribute is rare, and the object is gone at once
#include <bindings/rbtree.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
    TreeLinks<Session> links;
};
using Sessions = RbTree<RefPtr<Session>, &Session::links, &Session::id>;

#ifdef CONTROL
bool f(Sessions &sessions, const RefPtr<Session> &session)
{
    const auto removed = sessions.remove(*session);
    return removed.has_value();
}
#else
void f(Sessions &sessions, const RefPtr<Session> &session)
{
    sessions.remove(*session);
}
#endif
