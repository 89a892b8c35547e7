// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: copy constructor is implicitly deleted because 'Vec<int>' has a user-declared move
// why: C copies the struct and frees its memory twice.
// rust: refused: E0382, use of a moved value
#include <bindings/vec.hpp>

using namespace kernel;

size_t count(Vec<int> &values)
{
#ifdef CONTROL
    const Vec<int> taken = std::move(values);
#else
    const Vec<int> taken = values;
#endif
    return taken.size();
}
