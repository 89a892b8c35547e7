// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'out' is given a borrow of 'values' [kcxx-stored-borrow]
// why: C returns a pointer through a pointer, into whatever.
// rust: refused: E0621, another lifetime is required
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
std::span<int> get(Vec<int> &values [[clang::lifetimebound]])
{
    return values.span();
}
#else
void get(std::span<int> &out, Vec<int> &values)
{
    out = values.span();
}
#endif
