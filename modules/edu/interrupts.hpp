// SPDX-License-Identifier: GPL-2.0
// The interrupts of the device: the one there is may have several causes. One that is lost is found by who looks.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/printk.hpp>
#include <bindings/wait.hpp>
#include <modules/edu/regs.hpp>

namespace edu {

class Interrupts : public RefCounted<Interrupts> {
public:
    /// After which time somebody looks who waits, and again: longer than the device takes.
    static constexpr milliseconds patience{250};

    explicit Interrupts(Bar bar) : bar_(std::move(bar)) {}

    /// Context: of an interrupt.
    IrqReturn handle_irq() const
    {
        return acknowledge() != 0 ? IrqReturn::handled : IrqReturn::none;
    }

    /// Does what the interrupt would have done that did not come, for a timer.
    ///
    /// Context: Any context.
    std::optional<milliseconds> look() const
    {
        if (const u32 causes = acknowledge())
            pr_warn_ratelimited("no interrupt came for causes 0x%x\n", causes);
        return patience;
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

    // One at a time: what was read and belonged to a job before would count for the next.
    u32 acknowledge() const
    {
        const u32 causes = seen_.with([this](u32 &seen) {
            const u32 found = take();
            seen |= found;
            return found;
        });
        if (causes != 0)
            come_.wake_up();
        return causes;
    }

    // A device that is gone reads as ones.
    u32 take() const
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
