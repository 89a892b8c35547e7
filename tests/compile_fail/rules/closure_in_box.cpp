// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'keep' returns a borrow of nothing it names [kcxx-returned-borrow]
// why: C stores a callback with a pointer to its stack.
// rust: refused: E0373, the closure may outlive the function
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
auto f(int count)
{
    return make_box<int>(GFP_ATOMIC, count);
}
#else
template <class F> auto keep(F function)
{
    return make_box<F>(GFP_ATOMIC, function);
}

auto f(int count)
{
    return keep([&count] { return count; });
}
#endif
