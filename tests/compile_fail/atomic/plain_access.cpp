// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: invalid operands
// why: C reads and writes the counter in two steps: an update is lost.
// rust: refused: E0369, an atomic has no operators
#include <bindings/atomic.hpp>

using namespace kernel;

#ifdef CONTROL
void count(const Atomic<int> &value)
{
    value.add(1);
}
#else
void count(const Atomic<int> &value)
{
    value = value + 1;
}
#endif
