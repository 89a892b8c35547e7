// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C sleeps two calls below the spin lock, where nobody looks.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};

void nap() MAY_SLEEP;

#ifdef CONTROL
void helper() MAY_SLEEP
{
    nap();
}
#else
void helper()
{
    nap();
}
#endif
