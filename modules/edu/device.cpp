// SPDX-License-Identifier: GPL-2.0
#include <modules/edu/device.hpp>

namespace edu {

Result<u32> Device::revision() const
{
    auto bar = TRY(bar_.try_access());
    return bar->read<Regs::id>() >> 24;
}

Result<> Device::ping() const
{
    constexpr u32 said = 0x5a;
    auto bar = TRY(bar_.try_access());
    bar->write<Regs::liveness>(said);
    if (bar->read<Regs::liveness>() != ~said)
        return -ENXIO;
    return {};
}

// The device stays bound to the end of the job. One that does not answer once is not asked again.
template <class F> auto Device::in_turn(F &&job) const MAY_SLEEP
{
    using R = std::invoke_result_t<F, const Bond::Guard &>;
    auto bound = bond_.enter();
    if (!bound)
        return R(bound.error());
    auto now = job_.lock(may_sleep);
    if (now->is_stuck)
        return R(-EIO);
    auto done = std::forward<F>(job)(*bound);
    now->is_stuck = !done && done.error() == -ETIMEDOUT;
    return done;
}

// Whether or not the interrupt comes.
Result<> Device::answer(u32 causes) const MAY_SLEEP
{
    watch_.start(Interrupts::patience);
    auto came = interrupts_->wait(causes);
    watch_.cancel_sync();
    return came;
}

Result<u32> Device::factorial(u32 number) const MAY_SLEEP
{
    constexpr u32 largest = 12; // whose factorial has 32 bits
    if (number > largest)
        return -ERANGE;
    return in_turn([&](const Bond::Guard &) MAY_SLEEP -> Result<u32> {
        interrupts_->forget(irq_of_factorial);
        {
            auto bar = TRY(bar_.try_access());
            bar->write<Regs::status>(irq_after_factorial);
            bar->write<Regs::factorial>(number);
        }
        TRY(answer(irq_of_factorial));
        auto bar = TRY(bar_.try_access());
        return bar->read<Regs::factorial>();
    });
}

Result<> Device::raise(u32 causes) const MAY_SLEEP
{
    if (causes == 0 || causes >= irq_of_dma)
        return -EINVAL;
    return in_turn([&](const Bond::Guard &) MAY_SLEEP -> Result<> {
        interrupts_->forget(causes);
        {
            auto bar = TRY(bar_.try_access());
            bar->write<Regs::irq_raise>(causes);
        }
        return answer(causes);
    });
}

Result<> Device::transfer(const Transfer &what) const MAY_SLEEP
{
    interrupts_->forget(irq_of_dma);
    {
        auto bar = TRY(bar_.try_access());
        bar->write<Regs::dma_source>(what.source);
        bar->write<Regs::dma_destination>(what.destination);
        bar->write<Regs::dma_count>(what.bytes);
        bar->write<Regs::dma_command>(dma_start | dma_irq | what.direction);
    }
    return answer(irq_of_dma);
}

// It has the bytes until it has finished; one that never finishes keeps them.
Result<> Device::lend_and_write(const Bond::Guard &bound, size_t offset, Vec<char> bytes) const
    MAY_SLEEP
{
    const size_t size = bytes.size();
    auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::to_device));
    TRY(transfer({.source = lent.address(),
                  .destination = buffer_address + offset,
                  .bytes = size,
                  .direction = 0}));
    std::move(lent).take_back();
    return {};
}

Result<Vec<char>> Device::lend_and_read(const Bond::Guard &bound, size_t offset,
                                        Vec<char> bytes) const MAY_SLEEP
{
    const size_t size = bytes.size();
    auto lent = TRY(DmaBytes::lend(bound, std::move(bytes), DmaDirection::from_device));
    TRY(transfer({.source = buffer_address + offset,
                  .destination = lent.address(),
                  .bytes = size,
                  .direction = dma_from_device}));
    return std::move(lent).take_back();
}

Result<> Device::copy_and_write(size_t offset, std::span<const char> bytes) const MAY_SLEEP
{
    Transfer what{
        .source = 0, .destination = buffer_address + offset, .bytes = bytes.size(), .direction = 0};
    {
        auto memory = TRY(memory_.try_access());
        memory->write(0, bytes);
        what.source = memory->address();
    }
    return transfer(what);
}

Result<> Device::read_and_copy(size_t offset, std::span<char> bytes) const MAY_SLEEP
{
    const u64 address = TRY(memory_.try_access())->address();
    TRY(transfer({.source = buffer_address + offset,
                  .destination = address,
                  .bytes = bytes.size(),
                  .direction = dma_from_device}));
    TRY(memory_.try_access())->read(0, bytes);
    return {};
}

Result<> Device::write(size_t offset, Vec<char> bytes) const MAY_SLEEP
{
    if (bytes.empty() || offset > buffer_size || bytes.size() > buffer_size - offset)
        return -EINVAL;
    return in_turn([&](const Bond::Guard &bound) MAY_SLEEP {
        return bound.dma_is_limited() ? copy_and_write(offset, bytes.span())
                                      : lend_and_write(bound, offset, std::move(bytes));
    });
}

Result<Vec<char>> Device::read(size_t offset, size_t size) const MAY_SLEEP
{
    if (size == 0 || offset > buffer_size || size > buffer_size - offset)
        return -EINVAL;
    return in_turn([&](const Bond::Guard &bound) MAY_SLEEP -> Result<Vec<char>> {
        Vec<char> bytes;
        TRY(bytes.resize(size, GFP_KERNEL));
        if (!bound.dma_is_limited())
            return lend_and_read(bound, offset, std::move(bytes));
        TRY(read_and_copy(offset, bytes.span()));
        return bytes;
    });
}

} // namespace edu
