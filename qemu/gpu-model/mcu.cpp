// SPDX-License-Identifier: GPL-2.0
#include "mcu.hpp"

#include "clock.hpp"
#include "rv32_step.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::McuControl;
using abi::McuStatus;
using rv32::Cause;
using rv32::Trap;

// RISC-V lets wfi end without a reason: so a driver sees from the heartbeat that the firmware lives.
static constexpr uint64_t longest_sleep = 100'000'000;

namespace {

/// Memory and registers, as the core reaches them.
class McuBus {
public:
    using Error = Trap;

    McuBus(std::span<std::byte> sram, Engines &engines) : sram_(sram), engines_(engines) {}

    std::expected<uint32_t, Trap> fetch(uint32_t address)
    {
        if (address >= sram_.size())
            return std::unexpected(Trap{Cause::instruction_access, address});
        return ::model::load<uint32_t>(&sram_[address]);
    }

    std::expected<uint32_t, Trap> load(uint32_t address, uint32_t size)
    {
        if (address < sram_.size()) {
            switch (size) {
            case 1: return ::model::load<uint8_t>(&sram_[address]);
            case 2: return ::model::load<uint16_t>(&sram_[address]);
            default: return ::model::load<uint32_t>(&sram_[address]);
            }
        }
        if (address >= abi::engine_base && size == 4)
            if (const auto value = engines_.read(address - abi::engine_base))
                return *value;
        return std::unexpected(Trap{Cause::load_access, address});
    }

    std::expected<void, Trap> store(uint32_t address, uint32_t size, uint32_t value)
    {
        if (address < sram_.size()) {
            switch (size) {
            case 1: ::model::store(&sram_[address], static_cast<uint8_t>(value)); break;
            case 2: ::model::store(&sram_[address], static_cast<uint16_t>(value)); break;
            default: ::model::store(&sram_[address], value); break;
            }
            return {};
        }
        if (address >= abi::engine_base && size == 4 &&
            engines_.write(address - abi::engine_base, value))
            return {};
        return std::unexpected(Trap{Cause::store_access, address});
    }

private:
    std::span<std::byte> sram_;
    Engines &engines_;
};

} // namespace

void Mcu::control(McuControl control, uint32_t entry)
{
    if (control != McuControl::run) {
        status_ = McuStatus::off;
        return;
    }
    if (status_ != McuStatus::off)
        return;
    core_ = {.pc = entry};
    asleep_ = false;
    trap_ = {};
    status_ = McuStatus::running;
    if (entry % 4 != 0) {
        trap_ = {Cause::instruction_misaligned, entry};
        status_ = McuStatus::trapped;
    }
}

bool Mcu::is_awake() const
{
    if (status_ != McuStatus::running)
        return false;
    return !asleep_ || engines_.pending() || nanoseconds() >= wakes_;
}

int Mcu::sleeps_for() const
{
    if (status_ != McuStatus::running)
        return -1;
    const uint64_t now = nanoseconds();
    return now >= wakes_ ? 0 : static_cast<int>((wakes_ - now) / 1'000'000 + 1);
}

void Mcu::fall_asleep()
{
    asleep_ = true;
    wakes_ = nanoseconds() + longest_sleep;
}

void Mcu::run(unsigned int instructions)
{
    if (!is_awake())
        return;
    asleep_ = false;
    McuBus bus(sram_, engines_);
    for (; instructions && !asleep_; instructions--) {
        const auto outcome = rv32::step(core_, bus);
        if (!outcome || *outcome == rv32::Outcome::environment_call) {
            trap_ = outcome ? Trap{Cause::environment_call, 0} : outcome.error();
            status_ = McuStatus::trapped;
            return;
        }
        if (*outcome == rv32::Outcome::wait_for_interrupt && !engines_.pending())
            fall_asleep();
    }
}

void Mcu::power_on()
{
    control(McuControl::off, 0);
    trap_ = {};
    core_ = {};
    for (size_t i = 0; i < sram_.size(); i += sizeof(uint64_t))
        ::model::store(&sram_[i], uint64_t{0});
}

} // namespace model
