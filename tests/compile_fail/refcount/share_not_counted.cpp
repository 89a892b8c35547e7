// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: a shared T derives from RefCounted<T>
// why: C hands out an object that has no count of its own to several, and frees it when one is done.
// rust: refused: E0277, ARef takes what is AlwaysRefCounted
#include <bindings/refcount.hpp>

using namespace kernel;

#ifdef CONTROL
struct Session : RefCounted<Session> {
    int id = 0;
};
#else
struct Session {
    int id = 0;
};
#endif

RefPtr<Session> publish(Box<Session> session)
{
    session->id = 1;
    return share(std::move(session));
}
