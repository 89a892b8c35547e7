// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor of 'Box<int>'
// why: C frees twice what two pointers own.
// rust: refused: E0382, use of a moved value
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
Box<int> hand_over(Box<int> box)
{
    return box;
}
#else
Box<int> share(Box<int> &box)
{
    Box<int> copy = box;
    return copy;
}
#endif
