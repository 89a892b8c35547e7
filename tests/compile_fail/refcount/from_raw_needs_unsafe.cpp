// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: requires holding unsafe permission
// why: C invents a reference out of any pointer.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
RefPtr<Session> there_and_back(RefPtr<Session> session)
{
    unsafe("it is the reference that into_raw() gives up") {
        return RefPtr<Session>::from_raw(session.into_raw());
    }
}
#else
RefPtr<Session> there_and_back(RefPtr<Session> session)
{
    return RefPtr<Session>::from_raw(session.into_raw());
}
#endif
