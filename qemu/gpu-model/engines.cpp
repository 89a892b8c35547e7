// SPDX-License-Identifier: GPL-2.0
#include "engines.hpp"

#include "clock.hpp"
#include "registers.hpp"

namespace model {

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;

Engines::Engines(Ivshmem &host, Registers &registers, const Mmu &mmu, uint32_t flush_id)
    : host_(host), registers_(registers), flush_id_(flush_id), slots_(slots, Slot(mmu))
{}

uint32_t Engines::latch_time()
{
    const uint64_t now = nanoseconds();
    time_high_ = static_cast<uint32_t>(now >> 32);
    return static_cast<uint32_t>(now);
}

// The slot to which a register belongs, and which of its registers that is.
static std::optional<std::pair<uint32_t, uint32_t>> of_slot(uint32_t offset)
{
    if (offset < mcu::slot_base || (offset - mcu::slot_base) / mcu::slot_stride >= slots)
        return std::nullopt;
    offset -= mcu::slot_base;
    return std::pair(offset / mcu::slot_stride, offset % mcu::slot_stride);
}

std::optional<uint32_t> Engines::read(uint32_t offset)
{
    if (const auto slot = of_slot(offset))
        return slots_[slot->first].read(slot->second);
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
    if (const auto slot = of_slot(offset)) {
        const bool written = slots_[slot->first].write(slot->second, value);
        gather_news();
        return written;
    }
    switch (offset) {
    case mcu::acknowledge: pending_ &= ~value; return true;
    case mcu::raise_irq:
        if (value < static_cast<uint32_t>(abi::Irq::count))
            host_.interrupt(static_cast<abi::Irq>(value));
        return true;
    default: return false;
    }
}

void Engines::gather_news()
{
    for (uint32_t slot = 0; slot < slots_.size(); slot++)
        pending_ |= static_cast<uint32_t>(slots_[slot].take_news()) << slot;
}

bool Engines::goes_before(Turn one, Turn other) const
{
    const auto priority = slots_[one.slot].priority(one.queue);
    const auto other_priority = slots_[other.slot].priority(other.queue);
    if (priority != other_priority)
        return priority > other_priority;
    return slots_[one.slot].latest_turn(one.queue) < slots_[other.slot].latest_turn(other.queue);
}

std::optional<Engines::Turn> Engines::next() const
{
    std::optional<Turn> best;
    for (uint32_t slot = 0; slot < slots; slot++)
        for (uint32_t queue = 0; queue < queues; queue++)
            if (slots_[slot].can_run(queue) && (!best || goes_before({slot, queue}, *best)))
                best = {slot, queue};
    return best;
}

void Engines::turn()
{
    const auto who = next();
    if (!who)
        return;
    const uint32_t flush_id = chip_.flush_id;
    chip_.sync_changed = false;
    slots_[who->slot].turn(who->queue, ++turns_, chip_);
    gather_news();
    if (chip_.sync_changed)
        look_again();
    if (chip_.flush_id != flush_id)
        registers_.write_flush_id(chip_.flush_id);
}

void Engines::look_again()
{
    for (Slot &slot : slots_)
        slot.look_again();
}

void Engines::power_off()
{
    pending_ = 0;
    time_high_ = 0;
    for (Slot &slot : slots_)
        slot.power_off();
}

void Engines::power_on()
{
    power_off();
    chip_ = {.flush_id = flush_id_};
    registers_.write_flush_id(flush_id_);
    for (Slot &slot : slots_)
        slot.power_on();
}

} // namespace model
