// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: will be destroyed at the end of the full-expression
// why: C keeps a pointer into memory that was freed.
// rust: refused: E0716, a temporary is dropped while borrowed
#include <bindings/vec.hpp>

using namespace kernel;

Vec<int> make();

int first()
{
#ifdef CONTROL
    const Vec<int> values = make();
    const std::span<const int> span = values.span();
#else
    const std::span<const int> span = make().span();
#endif
    return span[0];
}
