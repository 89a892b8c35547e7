// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: const_cast [kcxx-cast]
// why: C casts const away, and writes to what others read.
// rust: refused: invalid_reference_casting, also in unsafe
#include <bindings/types.hpp>

using namespace kernel;

struct Counter {
    int count = 0;
};

#ifdef CONTROL
void add(Counter &counter)
{
    counter.count++;
}
#else
void add(const Counter &counter)
{
    const_cast<Counter &>(counter).count++;
}
#endif
