// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: container 'parts' holds borrows [kcxx-stored-borrow]
// why: C fills an array with pointers into a buffer that goes.
// rust: compiles: the borrow checker knows what each view shows
#include <bindings/vec.hpp>

#include <span>

using namespace kernel;

#ifdef CONTROL
size_t count(Vec<Vec<u8>> &parts)
{
    return parts.size();
}
#else
size_t count(Vec<std::span<const u8>> &parts)
{
    return parts.size();
}
#endif
