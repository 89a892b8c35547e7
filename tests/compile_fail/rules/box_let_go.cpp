// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: an owner lets its object go [kcxx-by-hand]
// why: C forgets to free.
// rust: compiles: Box::into_raw() and forget() are safe
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
    box.into_raw();
}
#endif
