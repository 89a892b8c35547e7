// SPDX-License-Identifier: GPL-2.0
#include "rings.hpp"

#include "engine.hpp"
#include "interface.hpp"
#include "log.hpp"

namespace firmware {

namespace abi = gpu::abi;

// How many messages are between the two ends, one of which is the driver's.
static uint32_t filled(const abi::Ring &ring)
{
    const uint32_t count = load(ring.insert.value) - load(ring.extract.value);
    if (count > abi::ring_messages)
        panic("a ring has more messages than fit", count);
    return count;
}

bool Requests::are_there() const
{
    return filled(interface.requests) != 0;
}

abi::Message Requests::take()
{
    abi::Ring &ring = interface.requests;
    const uint32_t extract = load(ring.extract.value);
    const abi::Message &from = ring.messages[extract % abi::ring_messages];
    const abi::Message message = {
        .type = load(from.type),
        .slot = load(from.slot),
        .queue = load(from.queue),
        .code = load(from.code),
        .value = load(from.value),
        .address = load(from.address),
    };
    store(ring.extract.value, extract + 1);
    return message;
}

bool Events::have_room() const
{
    return filled(interface.events) < abi::ring_messages;
}

void Events::send(const abi::Message &message)
{
    abi::Ring &ring = interface.events;
    const uint32_t insert = load(ring.insert.value);
    ring.messages[insert % abi::ring_messages] = message;
    store(ring.insert.value, insert + 1);
    untold_ = true;
}

void Events::tell()
{
    if (untold_)
        raise(abi::Irq::firmware);
    untold_ = false;
}

} // namespace firmware
