// SPDX-License-Identifier: GPL-2.0
#include "group.hpp"

#include <algorithm>

namespace abi = gpu::abi;

Group::Group(Space &space, uint32_t queues, uint32_t priority)
    : space_(space), state_(space.allocate(queues * abi::queue_state_size))
{
    config_.state = state_.address;
    config_.as = space.as();
    config_.priority = priority;
    config_.queue_count = queues;
    config_.cookie = 0xc00c1e;
    for (uint32_t i = 0; i < queues; i++) {
        const Ring &ring =
            rings_.emplace_back(space.allocate(ring_size, executable), space.allocate(4096));
        config_.queues[i] = {
            .ring = ring.ring.address,
            .input = ring.shared.address,
            .output = ring.shared.address + 2048,
            .ring_size = ring_size,
            .priority = 0,
        };
    }
    space.update();
}

std::optional<abi::Message> Group::start(uint32_t slot)
{
    slot_ = slot;
    space_.card().interface().groups[slot % abi::most_slots] = config_;
    space_.card().send(abi::Request::start, slot);
    return answer();
}

std::optional<abi::Message> Group::answer()
{
    while (const auto event = space_.card().event())
        if (event->type != static_cast<uint32_t>(abi::Event::sync) &&
            event->type != static_cast<uint32_t>(abi::Event::idle))
            return event;
    return std::nullopt;
}

std::optional<abi::Message> Group::stop()
{
    space_.card().send(abi::Request::stop, slot_);
    return answer();
}

void Group::put(const Stream &stream, uint32_t queue)
{
    uint64_t insert = input(queue).insert;
    for (const uint64_t instruction : stream.instructions()) {
        rings_[queue].ring.at<uint64_t>(insert % ring_size) = instruction;
        insert += 8;
    }
    store(input(queue).insert, insert);
}

void Group::submit(const Stream &stream, uint32_t queue)
{
    put(stream, queue);
    space_.card().machine().ring(abi::Doorbell::queues);
}

bool Group::is_done(uint32_t queue, std::chrono::milliseconds time)
{
    return eventually([&] { return load(output(queue).extract) == input(queue).insert; }, time);
}

std::optional<abi::Message> Group::run(const Stream &stream)
{
    put(stream);
    start();
    while (const auto event = space_.card().event()) {
        if (event->type == static_cast<uint32_t>(abi::Event::fault))
            return event;
        if (event->type == static_cast<uint32_t>(abi::Event::idle)) {
            stop();
            return std::nullopt;
        }
    }
    return abi::Message{};
}

Buffer Group::code(const Stream &stream)
{
    const Buffer code = space_.allocate(stream.size(), executable);
    for (size_t i = 0; i < stream.instructions().size(); i++)
        code.at<uint64_t>(i * 8) = stream.instructions()[i];
    space_.update();
    return code;
}

Stream Group::call(const Stream &stream)
{
    Stream caller;
    return caller.move48(90, code(stream).address)
        .move32(92, stream.size())
        .add(abi::Opcode::call, 0, 90, 92);
}
