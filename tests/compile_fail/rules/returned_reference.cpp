// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'best' returns a borrow of nothing it names [kcxx-returned-borrow]
// why: C returns a pointer into whichever of them.
// rust: refused: E0106, a lifetime is missing
#include <bindings/types.hpp>

using namespace kernel;

struct Pair {
    int first = 0, second = 0;
};

#ifdef CONTROL
int &best(Pair &pair [[clang::lifetimebound]])
{
    return pair.first;
}
#else
int &best(Pair &pair)
{
    return pair.first;
}
#endif
