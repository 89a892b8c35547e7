// SPDX-License-Identifier: GPL-2.0
// class: stack-overflow
// expect: '__builtin_alloca' of the compiler is called [kcxx-by-hand]
// why: C takes as much stack as it is told to.
// rust: none: there is no alloca()
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
bool f(size_t size)
{
    return size < 64;
}
#else
bool f(size_t size)
{
    return __builtin_alloca(size) != nullptr;
}
#endif
