// SPDX-License-Identifier: GPL-2.0
// A group of queues, and what it takes to run it.
#pragma once

#include <array>

#include "space.hpp"
#include "stream.hpp"

class Group {
public:
    static constexpr uint32_t ring_size = 4096;

    Group(Space &space, uint32_t queues = 1, uint32_t priority = 0);

    Space &space() { return space_; }
    gpu::abi::GroupConfig &config() { return config_; }
    gpu::abi::QueueInput &input(uint32_t queue = 0)
    {
        return rings_[queue].shared.at<gpu::abi::QueueInput>();
    }
    gpu::abi::QueueOutput &output(uint32_t queue = 0)
    {
        return rings_[queue].shared.at<gpu::abi::QueueOutput>(2048);
    }
    /// What stays of a queue: its registers are first.
    Buffer state() const { return state_; }

    /// Asks the firmware to run it, or to stop it, and waits for the answer.
    std::optional<gpu::abi::Message> start(uint32_t slot = 0);
    std::optional<gpu::abi::Message> stop();

    /// Puts instructions into a ring.
    void put(const Stream &stream, uint32_t queue = 0);
    /// The same, and rings.
    void submit(const Stream &stream, uint32_t queue = 0);
    /// Whether all of it was run, in time.
    bool is_done(uint32_t queue = 0,
                 std::chrono::milliseconds time = std::chrono::milliseconds(10'000));
    /// Runs instructions in a group that is started for that, and waits: the fault, or nothing.
    std::optional<gpu::abi::Message> run(const Stream &stream);

    /// A stream in memory of its own.
    Buffer code(const Stream &stream);
    /// What calls it, in registers 90 to 92.
    Stream call(const Stream &stream);

private:
    struct Ring {
        Buffer ring;
        Buffer shared;
    };

    /// The next event that somebody has asked for.
    std::optional<gpu::abi::Message> answer();

    Space &space_;
    gpu::abi::GroupConfig config_{};
    std::vector<Ring> rings_;
    Buffer state_;
    uint32_t slot_ = 0;
};
