// SPDX-License-Identifier: GPL-2.0
// The server of an ivshmem device of QEMU (docs/specs/ivshmem-spec.rst there, protocol version 0). It has one
// client: QEMU, whose guest is peer 0. The model is peer 1.
#pragma once

#include <modules/gpu/abi/registers.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <vector>

#include "memory.hpp"

namespace model {

/// Which doorbells have rung.
using Bells = std::bitset<static_cast<size_t>(gpu::abi::Doorbell::count)>;

class Ivshmem {
public:
    /// What QEMU is to be told: `-device ivshmem-doorbell,vectors=`. A device has as many doorbells as interrupts.
    static constexpr size_t vectors = std::max(static_cast<size_t>(gpu::abi::Doorbell::count),
                                               static_cast<size_t>(gpu::abi::Irq::count));

    explicit Ivshmem(Descriptor socket);

    /// Tells the client at the other end what there is: from then on it may use it.
    void greet();

    /// What the guest has as BAR 2.
    Memory &bar2() { return bar2_; }

    void interrupt(gpu::abi::Irq irq);

    /// Waits until a doorbell rings, `milliseconds` at most, for ever if they are negative. Nothing: the client has
    /// gone.
    std::optional<Bells> wait(int milliseconds);

private:
    void send(int64_t number, int fd = -1);
    static std::vector<Descriptor> make_bells();

    Descriptor socket_;
    Descriptor file_;
    Memory bar2_;
    std::vector<Descriptor> doorbells_;
    std::vector<Descriptor> interrupts_;
};

} // namespace model
