// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: 'shown' points to a member [kcxx-raw-pointer]
// why: offsetof() of anything, in anything.
// rust: refused: there are none
#include <bindings/types.hpp>

using namespace kernel;

struct Range {
    int from = 0;
    int to = 0;
};

#ifdef CONTROL
template <int Range::*shown> int f(const Range &range)
{
    return range.*shown;
}
int g(const Range &range)
{
    return f<&Range::to>(range);
}
#else
int f(const Range &range, int Range::*shown)
{
    return range.*shown;
}
#endif
