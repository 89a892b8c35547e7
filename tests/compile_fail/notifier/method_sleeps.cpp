// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C takes a mutex when the kernel panics, whoever holds it, and never ends.
// rust: none: notifiers are not bound
#include <bindings/locked.hpp>
#include <bindings/notifier.hpp>

using namespace kernel;

struct Device : RefCounted<Device> {
    Locked<int, Mutex<"test.state">> state;
#ifdef CONTROL
    void panicked() const {}
#else
    void panicked() const MAY_SLEEP { *state.lock(may_sleep) = 0; }
#endif
};

Result<Box<PanicNotifier<&Device::panicked>>> f(RefPtr<Device> device) MAY_SLEEP
{
    return make_box<PanicNotifier<&Device::panicked>>(GFP_KERNEL, std::move(device));
}
