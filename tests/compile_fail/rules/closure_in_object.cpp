// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'function' stores a borrow [kcxx-stored-borrow]
// why: C stores a callback with a pointer to its stack.
// rust: refused: E0373, the closure may outlive the function
#include <bindings/capability.hpp>

using namespace kernel;

template <class F> struct Keeper {
    explicit Keeper(F function) : function(function) {}
    F function;
};

#ifdef CONTROL
auto f(int count)
{
    return Keeper([count] { return count; });
}
#else
auto f(int count)
{
    return Keeper([&count] { return count; });
}
#endif
