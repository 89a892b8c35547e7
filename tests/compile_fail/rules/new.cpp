// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: new expression [kcxx-foreign-code]
// why: C allocates, and forgets to free.
// rust: refused: E0061, KBox::new() takes flags, and the box owns
#include <bindings/slab.hpp>

using namespace kernel;

struct State {
    int value = 0;
};

#ifdef CONTROL
Result<Box<State>> make() MAY_SLEEP
{
    return make_box<State>(GFP_KERNEL);
}
#else
void make()
{
    delete ::new State;
}
#endif
