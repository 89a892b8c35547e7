// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: is a raw pointer [kcxx-raw-pointer]
// why: C looks a thing up, finds nothing, and follows NULL.
// rust: refused: E0308, an Option is not its value
#include <bindings/types.hpp>

#include <optional>

using namespace kernel;

#ifdef CONTROL
int value(std::optional<int> found)
{
    return found.value_or(0);
}
#else
int value(int *found)
{
    return *found;
}
#endif
