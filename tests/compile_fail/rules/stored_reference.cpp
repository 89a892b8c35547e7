// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'state' stores a borrow [kcxx-stored-borrow]
// why: C keeps the pointer after the object is gone.
// rust: compiles: with a lifetime, which is checked at each use
#include <bindings/refcount.hpp>

using namespace kernel;

struct State : kernel::RefCounted<State> {
    int value = 0;
};

#ifdef CONTROL
struct Holder {
    RefPtr<State> state;
};
#else
struct Holder {
    const State &state;
};
#endif
