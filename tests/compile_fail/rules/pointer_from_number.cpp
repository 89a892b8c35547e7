// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: a raw pointer is followed to 'now' [kcxx-raw-pointer]
// why: C makes a pointer of any number.
// rust: refused: E0133, following a raw pointer needs unsafe
#include <bindings/types.hpp>

#include <bit>

using namespace kernel;

struct State {
    int now = 0;
};

#ifdef CONTROL
int f(const State &state)
{
    return state.now;
}
#else
int f(u64 address)
{
    return std::bit_cast<State *>(address)->now;
}
#endif
