// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: handle_irq_thread() must be const and return IrqReturn
// why: C has no type that says who else looks at what the thread of a handler changes.
// rust: refused: E0053, method has an incompatible type for trait
#include <bindings/pci.hpp>

using namespace kernel;

struct Handler : RefCounted<Handler> {
    IrqReturn handle_irq() const { return IrqReturn::wake_thread; }
#ifdef CONTROL
    IrqReturn handle_irq_thread() const { return IrqReturn::handled; }
#else
    IrqReturn handle_irq_thread() { return seen++ != 0 ? IrqReturn::handled : IrqReturn::none; }
#endif

    int seen = 0;
};

Result<> probe(pci::Device &device, RefPtr<Handler> handler) MAY_SLEEP
{
    return device.request_irq(0, "test", std::move(handler));
}
