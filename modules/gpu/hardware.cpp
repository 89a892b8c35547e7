// SPDX-License-Identifier: GPL-2.0
#include <bindings/printk.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/abi/mmu.hpp>
#include <modules/gpu/events.h>
#include <modules/gpu/hardware.hpp>

#include <algorithm>
#include <array>

namespace gpu {

Result<Features> Hardware::identify() const
{
    auto bar = TRY(bar_.try_access());
    if (bar->read<Regs::magic>() != abi::magic_value)
        return -ENODEV;
    const Features features{
        .gpu_id = bar->read<Regs::gpu_id>(),
        .gpu_rev = bar->read<Regs::gpu_rev>(),
        .slots = bar->read<Regs::slots>(),
        .queues = bar->read<Regs::queues>(),
        .cs_registers = bar->read<Regs::cs_registers>(),
        .scoreboards = bar->read<Regs::scoreboards>(),
        .as_present = bar->read<Regs::as_present>(),
        .mmu_features = bar->read<Regs::mmu_features>(),
        .shader_present = bar->read<Regs::shader_present>(),
        .tiler_present = bar->read<Regs::tiler_present>(),
        .l2_present = bar->read<Regs::l2_present>(),
        .max_threads = bar->read<Regs::max_threads>(),
    };
    const bool can_be = features.slots >= 1 && features.slots <= abi::most_slots &&
                        features.queues >= 1 && features.queues <= abi::most_queues &&
                        features.as_present != 0 && features.as_present < (1u << abi::max_as) &&
                        features.mmu_features == (abi::va_bits | abi::pa_bits << 8);
    if (!can_be)
        return -ENODEV;
    return features;
}

// Until the register has that number. There may be interrupts for other reasons.
Result<> Hardware::wait_for(size_t done, u32 number) const MAY_SLEEP
{
    constexpr milliseconds turn{20};
    constexpr int most_turns = 250;
    for (int i = 0; i < most_turns; i++) {
        std::array<u32, 1> word{};
        TRY(bar_.try_access())->read(done, word);
        if (word[0] == number)
            return {};
        (void)has_changed_.wait_timeout(turn);
    }
    return -ETIMEDOUT;
}

Result<> Hardware::reset() const MAY_SLEEP
{
    auto requests = requests_.lock(may_sleep);
    // Whoever drove the device before has counted, too.
    const u32 before = TRY(bar_.try_access())->read<Regs::reset_request>();
    requests->last = std::max(requests->last, before);
    const u32 number = ++requests->last;
    TRACE(gpu_reset, number);
    has_changed_.reinit();
    TRY(bar_.try_access())->write<Regs::reset_request>(number);
    ring(abi::Doorbell::registers);
    return wait_for(abi::reg::reset_done, number);
}

Result<> Hardware::set_address_space(u32 as, u64 root) const MAY_SLEEP
{
    if (as >= abi::max_as) [[unlikely]]
        bug<"no such address space">();
    const size_t base = abi::reg::as_base + size_t{as} * abi::reg::as_stride;
    auto requests = requests_.lock(may_sleep);
    const u32 number = ++requests->last;
    has_changed_.reinit();
    // In the order of the registers: the request is the last.
    static_assert(abi::reg::as_root_low == 0 && abi::reg::as_root_high == 4 &&
                  abi::reg::as_update_request == 8);
    TRY(bar_.try_access())
        ->write(base, std::array{static_cast<u32>(root), static_cast<u32>(root >> 32), number});
    ring(abi::Doorbell::registers);
    return wait_for(base + abi::reg::as_update_done, number);
}

Result<> Hardware::start_mcu(u32 entry) const
{
    auto bar = TRY(bar_.try_access());
    bar->write<Regs::mcu_entry>(entry);
    bar->write<Regs::mcu_control>(std::to_underlying(abi::McuControl::run));
    ring(abi::Doorbell::registers);
    return {};
}

Result<> Hardware::check_mcu() const
{
    auto bar = TRY(bar_.try_access());
    const auto status = static_cast<abi::McuStatus>(bar->read<Regs::mcu_status>());
    if (status == abi::McuStatus::running)
        return {};
    if (status == abi::McuStatus::trapped)
        pr_err_ratelimited("the microcontroller has trapped: cause %u at %#x, value %#x\n",
                           bar->read<Regs::mcu_trap_cause>(), bar->read<Regs::mcu_trap_pc>(),
                           bar->read<Regs::mcu_trap_value>());
    return -EIO;
}

Result<> Hardware::read_memory(size_t offset, std::span<u32> to) const
{
    if (offset > abi::sram_size || to.size_bytes() > abi::sram_size - offset) [[unlikely]]
        bug<"beyond the memory of the microcontroller">();
    TRY(bar_.try_access())->read(abi::sram_offset + offset, to);
    return {};
}

Result<> Hardware::write_memory(size_t offset, std::span<const u32> from) const
{
    if (offset > abi::sram_size || from.size_bytes() > abi::sram_size - offset) [[unlikely]]
        bug<"beyond the memory of the microcontroller">();
    TRY(bar_.try_access())->write(abi::sram_offset + offset, from);
    return {};
}

Result<u32> Hardware::read_word(size_t offset) const
{
    std::array<u32, 1> word{};
    TRY(read_memory(offset, word));
    return word[0];
}

Result<> Hardware::write_word(size_t offset, u32 word) const
{
    return write_memory(offset, std::array{word});
}

void Hardware::ring(abi::Doorbell bell) const
{
    if (auto bells = bells_.try_access())
        (*bells)->write<BellRegs::doorbell>(abi::peer << 16 | std::to_underlying(bell));
}

} // namespace gpu
