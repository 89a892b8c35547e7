// SPDX-License-Identifier: GPL-2.0
// class: uninitialised
// expect: member 'first' of 'pair' has no value [kcxx-uninitialised]
// why: C reads what the stack held before.
// rust: refused: E0063, a field is missing
#include <bindings/capability.hpp>

using namespace kernel;

struct Pair {
    int first;
    int second;
};

#ifdef CONTROL
int f()
{
    Pair pair{};
    pair.first = 1;
    return pair.second;
}
#else
int f()
{
    Pair pair;
    pair.first = 1;
    return pair.second;
}
#endif
