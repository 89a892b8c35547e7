// SPDX-License-Identifier: GPL-2.0
#include <bindings/printk.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/abi/mmu.hpp>
#include <modules/gpu/hardware.hpp>

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

Result<> Hardware::reset() const MAY_SLEEP
{
    constexpr milliseconds turn{20};
    constexpr int most_turns = 250;
    auto requests = requests_.lock(may_sleep);
    const u32 number = ++requests->last;
    has_changed_.reinit();
    TRY(bar_.try_access())->write<Regs::reset_request>(number);
    ring(abi::Doorbell::registers);
    for (int i = 0; i < most_turns; i++) {
        if (TRY(bar_.try_access())->read<Regs::reset_done>() == number)
            return {};
        // It may have been told of something else.
        (void)has_changed_.wait_timeout(turn);
    }
    return -ETIMEDOUT;
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
