// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'this' captured in a lambda that is kept [kcxx-closure]
// why: C passes a pointer to its structure to a callback that is kept.
// rust: compiles: with a lifetime, which is checked at each use
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
struct Meter {
    auto reader() const
    {
        return [reads = reads] { return reads; };
    }
    int reads = 0;
};
#else
struct Meter {
    auto reader() const
    {
        return [this] { return reads; };
    }
    int reads = 0;
};
#endif
