// SPDX-License-Identifier: GPL-2.0
#include <bindings/printk.hpp>
#include <modules/gpu/gpu.hpp>

namespace gpu {

IrqReturn Gpu::handle_irq_thread() const MAY_SLEEP
{
    // As many as there can be: a firmware that never ends its talk does not keep this thread.
    for (u32 i = 0; i < abi::ring_messages; i++) {
        const auto event = mcu_->receive();
        if (!event) {
            pr_err_ratelimited("the firmware's messages are not where they should be\n");
            break;
        }
        if (!*event)
            break;
        scheduler_->hear(**event);
    }
    return IrqReturn::handled;
}

void Gpu::end() const MAY_SLEEP
{
    scheduler_->end();
    spaces_->end();
}

} // namespace gpu
