// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: lifetime begun or ended by 'destroy_at' [kcxx-by-hand]
// why: C calls the clean-up twice.
// rust: refused: E0133, drop_in_place() is unsafe
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
    std::destroy_at(std::addressof(box));
}
#endif
