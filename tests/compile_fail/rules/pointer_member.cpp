// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'next' is a raw pointer [kcxx-raw-pointer]
// why: C points to whatever is there, and to what was.
// rust: compiles: a pointer is safe to make, unsafe to follow
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
struct Node {
    int value = 0;
    Box<Node> next;
};
#else
struct Node {
    int value = 0;
    Node *next = nullptr;
};
#endif
