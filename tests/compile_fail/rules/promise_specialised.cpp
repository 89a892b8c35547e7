// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: 'leaves_lock' is specialised [kcxx-foreign-name]
// why: C returns the pointer and unlocks.
// rust: refused: E0117, a trait of others for types of others
#include <bindings/locked.hpp>

using namespace kernel;

using Spin = Locked<int, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(const Spin &spin)
{
    return spin.with([](int &value) { return value; });
}
#else
template <> inline constexpr bool kernel::detail::leaves_lock<int &> = true;

int f(const Spin &spin)
{
    return spin.with([](int &value) { return value; });
}
#endif
