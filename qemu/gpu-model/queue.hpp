// SPDX-License-Identifier: GPL-2.0
// A queue: registers of its own, and a place in its ring, or in a stream that was called from there.
#pragma once

#include <optional>

#include "gpu_memory.hpp"
#include "invocation.hpp"
#include "registers.hpp"

namespace model {

/// Where the parts of a queue are, as the microcontroller has said.
struct QueuePlace {
    uint64_t ring;
    uint64_t input;
    uint64_t output;
    uint32_t ring_size;
    uint32_t priority;

    bool is_valid() const
    {
        return std::has_single_bit(ring_size) && ring_size >= 8 && ring % 8 == 0 &&
               input % 8 == 0 && output % 8 == 0;
    }
};

/// A stream that was called.
struct Call {
    uint64_t address;
    uint32_t size;
    uint32_t offset; // of the instruction that is next

    bool is_valid() const
    {
        return address % 8 == 0 && size % 8 == 0 && offset % 8 == 0 && offset <= size;
    }
    bool operator==(const Call &) const = default;
};

/// Work that takes more than a turn. It has a copy of its descriptor: what was checked is what is done.
struct Work {
    uint64_t instruction; // 0: there is none
    uint64_t done;        // rows, or invocations
    std::array<uint64_t, sizeof(gpu::abi::Draw) / 8> descriptor;
};

/// What stays of a queue while its group does not run. It is in memory that others can write, too.
struct QueueState {
    std::array<uint32_t, cs_registers> registers;
    uint64_t extract;
    uint64_t cycles;
    uint64_t nanoseconds;
    uint32_t error; // Fault, of a Sync
    uint32_t depth;
    std::array<Call, gpu::abi::most_calls> calls;
    Work work;

    bool is_valid() const;
};
static_assert(sizeof(QueueState) <= gpu::abi::queue_state_size);

class Queue {
public:
    enum class Status { ready, empty, waiting, hung };

    /// Takes its state from `memory`, or leaves it there.
    Checked<void> start(const GpuMemory &memory, const QueuePlace &place, uint64_t from);
    Checked<void> stop(const GpuMemory &memory, uint64_t to) const
    {
        return memory.write(to, state);
    }

    /// Whether there is an instruction, at next(). Streams that are at their end are left.
    Checked<bool> has_next(const GpuMemory &memory);
    uint64_t next() const;

    /// Behind the instruction.
    void advance();
    /// To another one of the same stream, `count` behind the next one. False: there is none.
    bool branch(int32_t count);
    /// To another stream. False: that would be too deep.
    bool call(uint64_t address, uint32_t size);
    /// The same, instead of this one. False: a ring is not left.
    bool jump(uint64_t address, uint32_t size);

    /// Tells the driver how far it is.
    Checked<void> publish(const GpuMemory &memory) const;
    bool has_work(const GpuMemory &memory) const;

    /// What it found may have changed.
    void look_again();

    const QueuePlace &place() const { return place_; }

    Status status = Status::ready;
    QueueState state{};
    /// Of a program that is running. It is not kept: who stops waits for its end.
    std::optional<Invocation> invocation;
    /// When it had its latest turn.
    uint64_t latest_turn = 0;

private:
    Checked<void> read_insert(const GpuMemory &memory);

    QueuePlace place_{};
    uint64_t insert_ = 0;
};

} // namespace model
