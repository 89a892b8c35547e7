// SPDX-License-Identifier: GPL-2.0
// The two rings of messages, from the firmware's side.
#pragma once

#include <modules/gpu/abi/messages.hpp>

namespace firmware {

/// A message with nothing in it so far.
inline gpu::abi::Message of_type(gpu::abi::Event event)
{
    gpu::abi::Message message{};
    message.type = static_cast<uint32_t>(event);
    return message;
}

class Requests {
public:
    bool are_there() const;
    /// Takes one of those that are there.
    gpu::abi::Message take();
};

/// What is told to the driver. The interrupt comes once for all that was sent before tell().
class Events {
public:
    bool have_room() const;
    /// Sends, where there is room.
    void send(const gpu::abi::Message &message);
    void tell();

private:
    bool untold_ = false;
};

} // namespace firmware
