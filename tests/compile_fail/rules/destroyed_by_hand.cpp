// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: destructor called by hand [kcxx-by-hand]
// why: C calls the clean-up twice.
// rust: refused: E0040, drop() is not called by hand
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void f(Box<int> box)
{
    Box<int> last = std::move(box);
}
#else
void f(Box<int> box)
{
    box.~Box();
}
#endif
