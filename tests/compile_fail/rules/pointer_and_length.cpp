// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'basic_string_view' is given a pointer by itself [kcxx-bare-iterator]
// why: A pointer and a length that do not belong together are all that C has.
// rust: refused: from_raw_parts() is unsafe
#include <bindings/types.hpp>

#include <span>
#include <string_view>

using namespace kernel;

#ifdef CONTROL
char f(std::span<const char> text)
{
    return std::string_view(text).front();
}
#else
char f(std::span<const char> text)
{
    return std::string_view(text.data(), 64).front();
}
#endif
