// SPDX-License-Identifier: GPL-2.0
#include "queue.hpp"

#include <algorithm>

#include "instruction.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::Fault;

bool QueueState::is_valid() const
{
    return extract % 8 == 0 && depth <= calls.size() &&
           std::ranges::all_of(calls, &Call::is_valid) &&
           (work.instruction == 0 || Instruction{work.instruction}.is_work());
}

Checked<void> Queue::start(const GpuMemory &memory, const QueuePlace &place, uint64_t from)
{
    *this = {};
    place_ = place;
    const auto kept = memory.read<QueueState>(from);
    if (!kept)
        return std::unexpected(kept.error());
    if (!kept->is_valid())
        return fault(Fault::corrupt_queue, from);
    state = *kept;
    insert_ = state.extract;
    return {};
}

Checked<void> Queue::read_insert(const GpuMemory &memory)
{
    const auto insert = memory.load<uint64_t>(place_.input + offsetof(abi::QueueInput, insert));
    if (!insert)
        return std::unexpected(insert.error());
    if (*insert % 8 != 0 || *insert - state.extract > place_.ring_size)
        return fault(Fault::corrupt_queue, *insert);
    insert_ = *insert;
    return {};
}

Checked<bool> Queue::has_next(const GpuMemory &memory)
{
    while (state.depth) {
        const Call &call = state.calls[state.depth - 1];
        if (call.offset < call.size)
            return true;
        // The instruction that called is done.
        state.depth--;
        advance();
    }
    // It may be behind what is known: when it was started that was the instruction that called.
    if (static_cast<int64_t>(insert_ - state.extract) <= 0)
        if (const auto read = read_insert(memory); !read)
            return std::unexpected(read.error());
    return state.extract != insert_;
}

uint64_t Queue::next() const
{
    if (state.depth == 0)
        return place_.ring + state.extract % place_.ring_size;
    const Call &call = state.calls[state.depth - 1];
    return call.address + call.offset;
}

void Queue::advance()
{
    if (state.depth)
        state.calls[state.depth - 1].offset += 8;
    else
        state.extract += 8;
}

bool Queue::branch(int32_t count)
{
    const int64_t bytes = (int64_t{count} + 1) * 8;
    if (state.depth == 0) {
        // What is behind it in the ring is the driver's again, who may have written there.
        if (count < 0 || static_cast<uint64_t>(bytes) > insert_ - state.extract)
            return false;
        state.extract += static_cast<uint64_t>(bytes);
        return true;
    }
    Call &call = state.calls[state.depth - 1];
    const int64_t to = call.offset + bytes;
    if (to < 0 || to > call.size)
        return false;
    call.offset = static_cast<uint32_t>(to);
    return true;
}

bool Queue::call(uint64_t address, uint32_t size)
{
    if (state.depth == state.calls.size())
        return false;
    state.calls[state.depth++] = {address, size, 0};
    return true;
}

bool Queue::jump(uint64_t address, uint32_t size)
{
    if (state.depth == 0)
        return false;
    state.calls[state.depth - 1] = {address, size, 0};
    return true;
}

Checked<void> Queue::publish(const GpuMemory &memory) const
{
    return memory.write(place_.output, abi::QueueOutput{
                                           .extract = state.extract,
                                           .is_waiting = status == Status::waiting,
                                           .pad = 0,
                                           .cycles = state.cycles,
                                           .nanoseconds = state.nanoseconds,
                                       });
}

bool Queue::has_work(const GpuMemory &memory) const
{
    const auto insert = memory.load<uint64_t>(place_.input + offsetof(abi::QueueInput, insert));
    return state.depth || state.extract != insert.value_or(insert_);
}

void Queue::look_again()
{
    if (status != Status::hung)
        status = Status::ready;
}

} // namespace model
