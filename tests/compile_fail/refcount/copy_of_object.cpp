// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor
// why: C copies a struct with its count: two counts for one set of references.
// rust: refused: E0507, what is pinned is not moved out, and it is no Copy
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
int copy(const Session &session)
{
    return session.id;
}
#else
int copy(const Session &session)
{
    const Session other(session);
    return other.id;
}
#endif
