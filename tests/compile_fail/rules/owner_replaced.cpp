// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: local 'state' keeps a borrow of an owner [kcxx-owner-borrow]
// why: C frees the old object while a pointer to it is used.
// rust: refused: E0506, it is borrowed
#include <bindings/slab.hpp>

using namespace kernel;

struct State {
    int value = 0;
};

#ifdef CONTROL
int f(Box<State> &owner, Box<State> other)
{
    owner = std::move(other);
    return owner->value;
}
#else
int f(Box<State> &owner, Box<State> other)
{
    State &state = *owner;
    owner = std::move(other);
    return state.value;
}
#endif
