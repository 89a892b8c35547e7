// SPDX-License-Identifier: GPL-2.0
#include "groups.hpp"

#include <modules/gpu/abi/commands.hpp>
#include <modules/gpu/abi/mmu.hpp>

#include "engine.hpp"
#include "interface.hpp"
#include "log.hpp"

namespace firmware {

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;
using abi::Refusal;
using abi::SlotEvent;

static constexpr uint32_t highest_group_priority = 3;
static constexpr uint32_t highest_queue_priority = 15;

static Refused refused(Refusal why)
{
    return static_cast<Refused>(why);
}

static uint32_t slot_register(uint32_t slot, uint32_t offset)
{
    return mcu::slot_base + slot * mcu::slot_stride + offset;
}
static uint32_t read_slot(uint32_t slot, uint32_t offset)
{
    return read_engine(slot_register(slot, offset));
}
static void write_slot(uint32_t slot, uint32_t offset, uint32_t value)
{
    write_engine(slot_register(slot, offset), value);
}
static void write_slot_pair(uint32_t slot, uint32_t low, uint64_t value)
{
    write_slot(slot, low, static_cast<uint32_t>(value));
    write_slot(slot, low + 4, static_cast<uint32_t>(value >> 32));
}

static abi::QueueConfig load(const abi::QueueConfig &from)
{
    return {
        .ring = load(from.ring),
        .input = load(from.input),
        .output = load(from.output),
        .ring_size = load(from.ring_size),
        .priority = load(from.priority),
    };
}

// Each part once: the driver may write to it all the time.
static void load(abi::GroupConfig &to, const abi::GroupConfig &from)
{
    to.state = load(from.state);
    to.as = load(from.as);
    to.priority = load(from.priority);
    to.queue_count = load(from.queue_count);
    to.cookie = load(from.cookie);
    for (uint32_t i = 0; i < abi::most_queues; i++)
        to.queues[i] = load(from.queues[i]);
}

static bool is_address(uint64_t address)
{
    return address >> abi::va_bits == 0 && address % 8 == 0;
}

static bool is_good(const abi::QueueConfig &queue)
{
    const bool power_of_two = queue.ring_size && (queue.ring_size & (queue.ring_size - 1)) == 0;
    return power_of_two && queue.ring_size >= 8 && is_address(queue.ring) &&
           is_address(queue.input) && is_address(queue.output) &&
           queue.priority <= highest_queue_priority;
}

static bool is_good(const abi::GroupConfig &group)
{
    if (group.queue_count == 0 || group.queue_count > interface.queues || group.as >= abi::max_as ||
        group.priority > highest_group_priority || !is_address(group.state))
        return false;
    for (uint32_t queue = 0; queue < group.queue_count; queue++)
        if (!is_good(group.queues[queue]))
            return false;
    return true;
}

static void write_group(uint32_t slot, const abi::GroupConfig &group)
{
    write_slot(slot, mcu::as, group.as);
    write_slot(slot, mcu::priority, group.priority);
    write_slot(slot, mcu::queue_count, group.queue_count);
    write_slot_pair(slot, mcu::state_low, group.state);
    for (uint32_t i = 0; i < group.queue_count; i++) {
        const abi::QueueConfig &queue = group.queues[i];
        const uint32_t at = mcu::queue_base + i * mcu::queue_stride;
        write_slot_pair(slot, at + mcu::ring_low, queue.ring);
        write_slot_pair(slot, at + mcu::input_low, queue.input);
        write_slot_pair(slot, at + mcu::output_low, queue.output);
        write_slot(slot, at + mcu::ring_size, queue.ring_size);
        write_slot(slot, at + mcu::queue_priority, queue.priority);
    }
}

Groups::Groups(uint32_t slots) : slots_(slots)
{
    // One that has hung stays so while the microcontroller is off.
    for (uint32_t slot = 0; slot < slots_; slot++)
        if (read_slot(slot, mcu::state) != static_cast<uint32_t>(abi::SlotState::free))
            running_ |= 1u << slot;
}

Refused Groups::start(uint32_t slot, uint32_t &cookie)
{
    if (slot >= slots_)
        return refused(Refusal::no_slot);
    if (running_ >> slot & 1)
        return refused(Refusal::busy);
    abi::GroupConfig group;
    load(group, interface.groups[slot]);
    if (!is_good(group))
        return refused(Refusal::bad_group);
    cookie = group.cookie;
    running_ |= 1u << slot;
    stopping_ &= ~(1u << slot);
    Line() << "slot " << slot << ": starts a group of " << group.queue_count
           << " queues, address space " << group.as << ", priority " << group.priority;
    write_group(slot, group);
    write_slot(slot, mcu::control, static_cast<uint32_t>(abi::SlotControl::start));
    return 0;
}

Refused Groups::stop(uint32_t slot)
{
    if (slot >= slots_)
        return refused(Refusal::no_slot);
    if (!(running_ >> slot & 1) || (stopping_ >> slot & 1))
        return refused(Refusal::not_running);
    stopping_ |= 1u << slot;
    write_slot(slot, mcu::control, static_cast<uint32_t>(abi::SlotControl::stop));
    return 0;
}

void Groups::gather()
{
    for (uint32_t slot = 0; slot < slots_; slot++)
        gather_of(slot);
}

void Groups::gather_of(uint32_t slot)
{
    const uint32_t events = read_slot(slot, mcu::events);
    if (events == 0)
        return;
    write_slot(slot, mcu::events, events);
    const auto note = [&](SlotEvent event, Bits &where) {
        if (events & static_cast<uint32_t>(event))
            where |= 1u << slot;
    };
    note(SlotEvent::sync, synced_);
    note(SlotEvent::idle, idle_);
    note(SlotEvent::stopped, stopped_);
    note(SlotEvent::faulted, faulted_);
    if (!(running_ >> slot & 1))
        panic("a slot reports that runs nothing", slot);
}

void Groups::report(Events &events)
{
    // A Sync first: what ends a group comes behind all that it has done.
    if (synced_) {
        if (!events.have_room())
            return;
        abi::Message message = of_type(abi::Event::sync);
        message.value = synced_;
        events.send(message);
        synced_ = 0;
    }
    for (uint32_t slot = 0; slot < slots_; slot++) {
        if ((idle_ >> slot & 1) && events.have_room()) {
            abi::Message message = of_type(abi::Event::idle);
            message.slot = slot;
            events.send(message);
            idle_ &= ~(1u << slot);
        }
        if (((stopped_ | faulted_) >> slot & 1) && events.have_room())
            report_end(events, slot);
    }
}

void Groups::report_end(Events &events, uint32_t slot)
{
    abi::Message message{};
    message.slot = slot;
    if (faulted_ >> slot & 1) {
        message.type = static_cast<uint32_t>(abi::Event::fault);
        message.queue = read_slot(slot, mcu::fault_queue);
        message.code = read_slot(slot, mcu::fault_code);
        message.address =
            read_slot(slot, mcu::fault_low) | uint64_t{read_slot(slot, mcu::fault_high)} << 32;
        Line() << "slot " << slot << ": queue " << message.queue
               << " has a fault: " << Hex{message.code} << " at " << Hex{message.address};
    } else {
        message.type = static_cast<uint32_t>(abi::Event::stopped);
        message.value = read_slot(slot, mcu::busy);
        Line() << "slot " << slot << ": has stopped, busy queues: " << Hex{message.value};
    }
    events.send(message);
    const Bits others = ~(1u << slot);
    running_ &= others;
    stopping_ &= others;
    stopped_ &= others;
    faulted_ &= others;
    idle_ &= others;
}

} // namespace firmware
