// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'longer' returns a borrow of 'other', and does not say so [kcxx-returned-borrow]
// why: C returns a pointer into whichever of them, and says so of neither.
// rust: refused: E0621, another lifetime is required
#include <bindings/types.hpp>

#include <span>

using namespace kernel;

#ifdef CONTROL
std::span<int> longer(std::span<int> one [[clang::lifetimebound]],
                      std::span<int> other [[clang::lifetimebound]])
{
    return one.size() > other.size() ? one : other;
}
#else
std::span<int> longer(std::span<int> one [[clang::lifetimebound]], std::span<int> other)
{
    return one.size() > other.size() ? one : other;
}
#endif
