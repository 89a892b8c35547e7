// SPDX-License-Identifier: GPL-2.0
// expect: requires holding unsafe permission
// why: C invents a reference out of any pointer.
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
RefPtr<Session> take(const Session *session)
{
    unsafe("the caller gave up the reference that into_raw() gave it") {
        return RefPtr<Session>::from_raw(session);
    }
}
#else
RefPtr<Session> take(const Session *session)
{
    return RefPtr<Session>::from_raw(session);
}
#endif
