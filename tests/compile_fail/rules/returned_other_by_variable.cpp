// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'trimmed' returns a borrow of 'spare', and does not say so [kcxx-returned-borrow]
// why: C returns what a variable was last set to, whatever that was.
// rust: refused: E0621, another lifetime is required
#include <bindings/types.hpp>

#include <span>

using namespace kernel;

std::span<int> tail(std::span<int> all [[clang::lifetimebound]])
{
    return all.subspan(1);
}

std::span<int> trimmed(std::span<int> all [[clang::lifetimebound]], std::span<int> spare)
{
    auto result = all;
#ifdef CONTROL
    if (spare.empty())
        result = tail(result);
#else
    if (all.empty())
        result = tail(spare);
#endif
    return result;
}
