// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/events.h>
#include <modules/gpu/mailbox.hpp>

#include <bit>
#include <cstddef>

namespace gpu {
namespace {

using Words = std::array<u32, sizeof(abi::Message) / sizeof(u32)>;

constexpr size_t place_of_message(u32 ring, u32 index)
{
    return ring + offsetof(abi::Ring, messages) + index % abi::ring_messages * sizeof(abi::Message);
}

constexpr u64 all_indexes = u64{1} << 32;

u32 next(u32 index)
{
    return static_cast<u32>((u64{index} + 1) % all_indexes);
}

// How far one index is behind another.
u32 distance(u32 from, u32 to)
{
    return static_cast<u32>((all_indexes + to - from) % all_indexes);
}

} // namespace

void Mailbox::begin(u32 place) const MAY_SLEEP
{
    interface_.set(place);
    requests_.with([place](End &end) {
        end = {.place = place + static_cast<u32>(offsetof(abi::Interface, requests)), .index = 0};
    });
    events_.with(may_sleep, [place](End &end) {
        end = {.place = place + static_cast<u32>(offsetof(abi::Interface, events)), .index = 0};
    });
}

Result<abi::FirmwareState> Mailbox::state() const
{
    return static_cast<abi::FirmwareState>(
        TRY(hardware_->read_word(interface_.read() + offsetof(abi::Interface, state))));
}

Result<> Mailbox::send(const abi::Message &message) const
{
    TRACE(gpu_request, message.type, message.slot);
    auto end = requests_.lock();
    if (end->place == 0)
        return -ENODEV;
    const u32 waiting =
        distance(TRY(hardware_->read_word(end->place + offsetof(abi::Ring, extract))), end->index);
    if (waiting > abi::ring_messages)
        return -EIO;
    if (waiting == abi::ring_messages)
        return -EBUSY;
    const auto words = std::bit_cast<Words>(message);
    TRY(hardware_->write_memory(place_of_message(end->place, end->index), words));
    end->index = next(end->index);
    TRY(hardware_->write_word(end->place + offsetof(abi::Ring, insert), end->index));
    hardware_->ring(abi::Doorbell::firmware);
    return {};
}

Result<std::optional<abi::Message>> Mailbox::receive() const MAY_SLEEP
{
    auto end = events_.lock(may_sleep);
    if (end->place == 0)
        return std::optional<abi::Message>();
    const u32 waiting =
        distance(end->index, TRY(hardware_->read_word(end->place + offsetof(abi::Ring, insert))));
    if (waiting > abi::ring_messages)
        return -EIO;
    if (waiting == 0)
        return std::optional<abi::Message>();
    Words words{};
    TRY(hardware_->read_memory(place_of_message(end->place, end->index), words));
    end->index = next(end->index);
    TRY(hardware_->write_word(end->place + offsetof(abi::Ring, extract), end->index));
    const auto message = std::bit_cast<abi::Message>(words);
    TRACE(gpu_event, message.type, message.slot, message.queue, message.code, message.value);
    return std::optional(message);
}

} // namespace gpu
