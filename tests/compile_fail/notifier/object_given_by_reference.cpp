// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: no matching constructor
// why: C frees the structure with its notifier_block, and leaves it in the chain.
// rust: none: notifiers are not bound
#include <bindings/notifier.hpp>

using namespace kernel;

struct Device : RefCounted<Device> {
    void panicked() const {}
};

Result<> keep(std::optional<Box<PanicNotifier<&Device::panicked>>> &kept) MAY_SLEEP
{
    auto device = TRY(make_ref<Device>(GFP_KERNEL));
#ifdef CONTROL
    kept.emplace(TRY(make_box<PanicNotifier<&Device::panicked>>(GFP_KERNEL, device)));
#else
    kept.emplace(TRY(make_box<PanicNotifier<&Device::panicked>>(GFP_KERNEL, *device)));
#endif
    return {};
}
