// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: an argument without a type [kcxx-by-hand]
// why: C takes each argument for what the caller did not give.
// rust: refused: C-variadic functions cannot be defined
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f(int first)
{
    return first;
}
#else
int f(int count, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, count);
    const int first = __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return first;
}
#endif
