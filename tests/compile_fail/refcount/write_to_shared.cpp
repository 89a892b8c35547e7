// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: returns a const value
// why: C writes a plain field of a shared object: a data race.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/atomic.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Session : RefCounted<Session> {
    int id = 0;
    Atomic<int> uses;
};

#ifdef CONTROL
void touch(const RefPtr<Session> &session)
{
    session->uses.inc();
}
#else
void touch(const RefPtr<Session> &session)
{
    session->id++;
}
#endif
