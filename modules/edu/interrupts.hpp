// SPDX-License-Identifier: GPL-2.0
// The interrupts of the device: the one there is may have several causes.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/wait.hpp>
#include <modules/edu/regs.hpp>

namespace edu {

class Interrupts : public RefCounted<Interrupts> {
public:
    explicit Interrupts(Bar bar) : bar_(std::move(bar)) {}

    /// Context: of an interrupt.
    IrqReturn handle_irq() const
    {
        const u32 causes = acknowledge();
        if (causes == 0)
            return IrqReturn::none;
        seen_.with([causes](u32 &seen) { seen |= causes; });
        come_.wake_up();
        return IrqReturn::handled;
    }

    /// What came before counts no longer.
    ///
    /// Context: Any context.
    void forget(u32 causes) const
    {
        seen_.with([causes](u32 &seen) { seen &= ~causes; });
    }

    /// Waits for all of `causes`. Not even a signal ends that: the device is at work.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ETIMEDOUT.
    Result<> wait(u32 causes) const MAY_SLEEP
    {
        return come_.wait_timeout(most, seen_,
                                  [causes](u32 &seen) { return (seen & causes) == causes; });
    }

private:
    static constexpr seconds most{5};

    // A device that is gone reads as ones.
    u32 acknowledge() const
    {
        const auto bar = bar_.try_access();
        if (!bar)
            return 0;
        const u32 causes = (*bar)->read<Regs::irq_status>();
        if (causes == 0 || causes == ~u32{0})
            return 0;
        (*bar)->write<Regs::irq_acknowledge>(causes);
        return causes;
    }

    Bar bar_;
    Locked<u32, SpinLockIrq<"edu.interrupts">> seen_;
    WaitQueue<"edu.interrupt"> come_;
};

} // namespace edu
