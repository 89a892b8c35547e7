// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C takes a mutex in the handler of an interrupt, whoever holds it.
// rust: compiles: lockdep complains at run time
#include <bindings/locked.hpp>
#include <bindings/pci.hpp>

using namespace kernel;

struct Handler : RefCounted<Handler> {
    Locked<int, Mutex<"test.seen">> seen;

#ifdef CONTROL
    IrqReturn handle_irq() const { return IrqReturn::wake_thread; }
    IrqReturn handle_irq_thread() const MAY_SLEEP
#else
    IrqReturn handle_irq() const MAY_SLEEP
#endif
    {
        *seen.lock(may_sleep) += 1;
        return IrqReturn::handled;
    }
};

Result<> probe(pci::Device &device, RefPtr<Handler> handler) MAY_SLEEP
{
    return device.request_irq(0, "test", std::move(handler));
}
