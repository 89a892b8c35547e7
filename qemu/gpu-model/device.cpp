// SPDX-License-Identifier: GPL-2.0
#include "device.hpp"

#include "say.hpp"

namespace model {

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;

static constexpr unsigned int mcu_quantum = 20'000;

static bool rang(const Bells &bells, abi::Doorbell bell)
{
    return bells.test(static_cast<size_t>(bell));
}

Device::Device(Ivshmem &host, Memory &ram, uint32_t flush_id)
    : host_(host), registers_(host.bar2()), mmu_(ram), engines_(host, registers_, mmu_, flush_id),
      mcu_(host.bar2(), engines_)
{
    power_on();
}

void Device::run()
{
    for (;;) {
        const bool busy = mcu_.is_awake() || engines_.is_busy();
        const auto bells = host_.wait(busy ? 0 : mcu_.sleeps_for());
        if (!bells)
            return;
        if (rang(*bells, abi::Doorbell::registers))
            obey_registers();
        if (rang(*bells, abi::Doorbell::firmware))
            engines_.ring();
        if (rang(*bells, abi::Doorbell::queues))
            engines_.look_again();
        run_mcu();
        engines_.turn();
    }
}

void Device::power_on()
{
    mcu_.power_on();
    mmu_.power_on();
    as_updates_done_.fill(0);
    engines_.power_on();
    registers_.power_on();
}

void Device::obey_registers()
{
    // Each of them, whatever another has done.
    const bool reset = obey_reset();
    const bool controlled = obey_mcu_control();
    const bool updated = obey_as_updates();
    if (reset || controlled || updated)
        host_.interrupt(abi::Irq::device);
}

bool Device::obey_reset()
{
    const uint32_t request = registers_.read(reg::reset_request);
    if (request == reset_done_)
        return false;
    power_on();
    reset_done_ = request;
    registers_.write(reg::reset_done, request);
    return true;
}

bool Device::obey_mcu_control()
{
    const abi::McuStatus before = mcu_.status();
    const auto control = static_cast<abi::McuControl>(registers_.read(reg::mcu_control));
    mcu_.control(control, registers_.read(reg::mcu_entry));
    if (mcu_.status() == before)
        return false;
    if (mcu_.status() == abi::McuStatus::off)
        engines_.power_off();
    show_mcu_status();
    return true;
}

bool Device::obey_as_updates()
{
    bool updated = false;
    for (uint32_t as = 0; as < address_spaces; as++) {
        const uint32_t base = reg::as_base + as * reg::as_stride;
        const uint32_t request = registers_.read(base + reg::as_update_request);
        if (request == as_updates_done_[as])
            continue;
        const uint64_t high = registers_.read(base + reg::as_root_high);
        mmu_.set_root(as, high << 32 | registers_.read(base + reg::as_root_low));
        as_updates_done_[as] = request;
        registers_.write(base + reg::as_update_done, request);
        updated = true;
    }
    return updated;
}

void Device::run_mcu()
{
    if (mcu_.status() != abi::McuStatus::running)
        return;
    mcu_.run(mcu_quantum);
    if (mcu_.status() != abi::McuStatus::trapped)
        return;
    show_mcu_status();
    host_.interrupt(abi::Irq::device);
}

void Device::show_mcu_status()
{
    const bool trapped = mcu_.status() == abi::McuStatus::trapped;
    if (trapped) {
        const rv32::Trap &trap = mcu_.trap();
        registers_.write(reg::mcu_trap_cause, static_cast<uint32_t>(trap.cause));
        registers_.write(reg::mcu_trap_pc, mcu_.pc());
        registers_.write(reg::mcu_trap_value, trap.value);
        say("the microcontroller has trapped at {:#x}: cause {}, value {:#x}", mcu_.pc(),
            static_cast<uint32_t>(trap.cause), trap.value);
    }
    registers_.write(reg::mcu_status, static_cast<uint32_t>(mcu_.status()));
}

} // namespace model
