// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: dropping it may destroy the element
// why: C drops the last reference, and goes on with the structure.
// rust: compiles: a must_use attribute is rare, and the object is gone at once
#include <bindings/list.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    Links<Session> links;
};
using Sessions = List<RefPtr<Session>, &Session::links>;

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
