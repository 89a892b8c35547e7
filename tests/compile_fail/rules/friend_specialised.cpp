// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: 'WaitQueue' is specialised [kcxx-foreign-name]
// why: C has no private members.
// rust: refused: E0616, the field is private
#include <bindings/wait.hpp>

using namespace kernel;

using Spin = Locked<int, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(const Spin &spin)
{
    auto value = spin.lock();
    return *value;
}
#else
template <> class kernel::WaitQueue<"mine"> {
public:
    static int value(const Spin &spin) { return spin.value_; }
};

int f(const Spin &spin)
{
    return WaitQueue<"mine">::value(spin);
}
#endif
