// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'node' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C copies member by member out of a structure that the first of them frees.
// rust: refused: E0505, moved while it is borrowed
#include <bindings/slab.hpp>

#include <optional>

using namespace kernel;

struct Node {
    std::optional<Box<Node>> next;
    int value = 0;
};

#ifdef CONTROL
void drop_first(std::optional<Box<Node>> &head)
{
    if (head)
        head = std::move((*head)->next);
}
#else
void drop_first(Node &node)
{
    if (node.next)
        node = std::move(**node.next);
}
#endif
