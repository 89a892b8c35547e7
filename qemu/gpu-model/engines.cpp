// SPDX-License-Identifier: GPL-2.0
#include "engines.hpp"

#include "clock.hpp"
#include "registers.hpp"

namespace model {

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;

uint32_t Engines::latch_time()
{
    const uint64_t now = nanoseconds();
    time_high_ = static_cast<uint32_t>(now >> 32);
    return static_cast<uint32_t>(now);
}

std::optional<uint32_t> Engines::read(uint32_t offset)
{
    switch (offset) {
    case mcu::slots: return slots;
    case mcu::queues: return queues;
    case mcu::pending: return pending_;
    case mcu::time_low: return latch_time();
    case mcu::time_high: return time_high_;
    default: return std::nullopt;
    }
}

bool Engines::write(uint32_t offset, uint32_t value)
{
    switch (offset) {
    case mcu::acknowledge: pending_ &= ~value; return true;
    case mcu::raise_irq:
        if (value < static_cast<uint32_t>(abi::Irq::count))
            host_.interrupt(static_cast<abi::Irq>(value));
        return true;
    default: return false;
    }
}

void Engines::power_on()
{
    pending_ = 0;
    time_high_ = 0;
}

} // namespace model
