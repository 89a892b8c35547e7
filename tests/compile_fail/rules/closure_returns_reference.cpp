// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: closure returns a borrow of what it was lent [kcxx-closure]
// why: C returns the pointer and unlocks.
// rust: refused: lifetime may not live long enough
#include <bindings/types.hpp>

using namespace kernel;

struct State {
    int value = 0;
};
template <class F> int apply(F &&f)
{
    State state;
    return f(state);
}

#ifdef CONTROL
int f()
{
    return apply([](State &state) { return state.value; });
}
#else
int f()
{
    return apply([](State &state) -> int & { return state.value; });
}
#endif
