// SPDX-License-Identifier: GPL-2.0
// A slot, as the microcontroller sees it.
#include "slot.hpp"

namespace model {

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;
using abi::SlotControl;

// Whether a register is one that keeps what is written.
bool Slot::is_kept(uint32_t offset)
{
    switch (offset) {
    case mcu::as:
    case mcu::priority:
    case mcu::queue_count:
    case mcu::state_low:
    case mcu::state_high: return true;
    default:
        // Of a queue all are.
        return offset >= mcu::queue_base && offset < mcu::queue_base + queues * mcu::queue_stride &&
               offset % 4 == 0;
    }
}

std::optional<uint32_t> Slot::read(uint32_t offset) const
{
    switch (offset) {
    case mcu::state: return static_cast<uint32_t>(state_);
    case mcu::events: return events_;
    case mcu::fault_code: return static_cast<uint32_t>(fault_.code);
    case mcu::fault_queue: return fault_queue_;
    case mcu::fault_low: return static_cast<uint32_t>(fault_.value);
    case mcu::fault_high: return static_cast<uint32_t>(fault_.value >> 32);
    case mcu::busy: return busy();
    default: return is_kept(offset) ? std::optional(word(offset)) : std::nullopt;
    }
}

bool Slot::write(uint32_t offset, uint32_t value)
{
    switch (offset) {
    case mcu::control:
        if (value == static_cast<uint32_t>(SlotControl::start))
            start();
        else if (value == static_cast<uint32_t>(SlotControl::stop))
            stop();
        return true;
    case mcu::events: events_ &= ~value; return true;
    default:
        if (!is_kept(offset))
            return false;
        words_[offset / 4] = value;
        return true;
    }
}

} // namespace model
