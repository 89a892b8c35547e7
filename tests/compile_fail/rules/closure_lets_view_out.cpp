// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: view 'out' captured by reference [kcxx-closure]
// why: C assigns the pointer inside, and uses it outside.
// rust: refused: E0521, borrowed data escapes the closure
#include <bindings/locked.hpp>

#include <array>
#include <span>

using namespace kernel;

struct State {
    std::array<int, 4> last{};
};
using Spin = kernel::Locked<State, kernel::SpinLock<"test.spin">>;

#ifdef CONTROL
int f(const Spin &spin)
{
    std::array<int, 4> out{};
    spin.with([&](State &state) { out = state.last; });
    return out[0];
}
#else
int f(const Spin &spin)
{
    std::span<int> out;
    spin.with([&](State &state) { out = state.last; });
    return out[0];
}
#endif
