// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: function '__builtin_memcpy' is unsafe
// why: C copies a structure with memcpy(), and frees what it owns twice.
// rust: refused: E0133, copy_nonoverlapping() is unsafe
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void f(Box<int> &to, Box<int> from)
{
    to = std::move(from);
}
#else
void f(Box<int> &to, Box<int> from)
{
    __builtin_memcpy(std::addressof(to), std::addressof(from), sizeof(from));
}
#endif
