// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: a shared T derives from RefCounted<T>
// why: C calls kref_get() on an object that has no count of its own.
// rust: refused: E0277, ARef takes what is AlwaysRefCounted
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
};

#ifdef CONTROL
Result<RefPtr<Session>> make() MAY_SLEEP
{
    return make_ref<Session>(GFP_KERNEL);
}
#else
struct Plain {};

Result<RefPtr<Plain>> make() MAY_SLEEP
{
    return make_ref<Plain>(GFP_KERNEL);
}
#endif
