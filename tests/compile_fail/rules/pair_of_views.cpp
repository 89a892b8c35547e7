// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: container 'parts' holds borrows [kcxx-stored-borrow]
// why: C fills a structure with pointers into a buffer that goes.
// rust: refused: E0597, it does not live long enough
#include <bindings/types.hpp>

#include <array>
#include <span>
#include <utility>

using namespace kernel;

#ifdef CONTROL
int f(std::span<int> all)
{
    const std::pair<int, std::span<int>> parts{1, all.subspan(1)};
    return parts.second[0];
}
#else
int f(std::span<int> all)
{
    std::pair<int, std::span<int>> parts{1, all.subspan(1)};
    {
        std::array<int, 3> other{};
        parts.second = other;
    }
    return parts.second[0];
}
#endif
