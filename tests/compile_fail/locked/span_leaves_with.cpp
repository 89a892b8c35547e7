// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: a reference into locked data must not leave with()
// why: C keeps a pointer and a length of guarded memory after the unlock.
// rust: refused: lifetime may not live long enough
#include <bindings/locked.hpp>

#include <array>
#include <span>

using namespace kernel;

struct State {
    std::array<int, 4> last{};
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int first(Spin &spin)
{
    return spin.with([](State &state) { return std::span(state.last)[0]; });
}
#else
int first(Spin &spin)
{
    return spin.with([](State &state) { return std::span(state.last); })[0];
}
#endif
