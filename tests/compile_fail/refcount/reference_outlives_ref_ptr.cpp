// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: does not live long enough
// why: C keeps the pointer after the put(): use after free.
// rust: refused: E0597, it does not live long enough
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
int id(const Session &shared)
{
    const auto reference = shared.self();
    return reference->id;
}
#else
int id(const Session &shared)
{
    const Session *session = nullptr;
    {
        auto reference = shared.self();
        session = &*reference;
    }
    return session->id;
}
#endif
