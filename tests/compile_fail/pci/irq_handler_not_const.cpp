// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: no matching member function for call to 'request_irq'
// why: C gives the handler any pointer: it changes what others are looking at.
// rust: refused: a handler is Sync, and takes &self
#include <bindings/pci.hpp>

using namespace kernel;

struct Handler : RefCounted<Handler> {
    explicit Handler(int number) : seen(number) {}

#ifdef CONTROL
    IrqReturn handle_irq() const { return seen != 0 ? IrqReturn::handled : IrqReturn::none; }
#else
    IrqReturn handle_irq() { return seen++ != 0 ? IrqReturn::handled : IrqReturn::none; }
#endif

    int seen;
};

Result<> probe(pci::Device &device, RefPtr<Handler> handler) MAY_SLEEP
{
    return device.request_irq(0, "test", std::move(handler));
}
