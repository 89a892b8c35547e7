// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: no viable conversion
// why: C uses what may be missing as if it were there.
// rust: refused: E0308, an Option is not its value
#include <bindings/types.hpp>

#include <optional>

using namespace kernel;

#ifdef CONTROL
int value(std::optional<int> found)
{
    return found ? *found : -1;
}
#else
int value(std::optional<int> found)
{
    return found;
}
#endif
