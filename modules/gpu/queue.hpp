// SPDX-License-Identifier: GPL-2.0
// A queue of a group: the calls that the device has been given, each with who waits for it.
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/vec.hpp>
#include <modules/gpu/group_memory.hpp>

#include <optional>

namespace gpu {

/// Who has it has it to himself.
class Queue {
public:
    /// `ring_size`: in bytes, a power of two.
    ///
    /// Context: Process context. May sleep.
    /// Return: a queue of nothing; -ENOMEM.
    static Result<Queue> create(u32 ring_size) MAY_SLEEP
    {
        Queue queue;
        TRY(queue.waiting_.resize(ring_size / call_size, GFP_KERNEL));
        return queue;
    }

    /// Whether the device has something left to do.
    ///
    /// Context: Any context.
    bool is_busy() const { return done_ != given_; }

    /// Gives the device a stream more, of which there are never more than the ring has room for.
    ///
    /// Context: Any context.
    void give(const GroupMemory &memory, u32 index, const Call &call, PendingFence fence)
    {
        if (waiting_[given_ % waiting_.size()]) [[unlikely]]
            bug<"more jobs than the ring of a queue has room for">();
        waiting_[given_ % waiting_.size()].emplace(std::move(fence));
        memory.write_call(index, given_ * call_size, call);
        given_++;
        memory.set_insert(index, given_ * call_size);
    }

    /// Tells those who wait for what is done.
    ///
    /// Context: Any context.
    void collect(const GroupMemory &memory, u32 index)
    {
        const u64 done = memory.done(index);
        // What says that it has done more than it was given is not to be believed.
        while (done_ < done && done_ < given_)
            signal_next({});
    }

    /// Nothing of the rest will be done.
    ///
    /// Context: Any context.
    void cancel(Error why)
    {
        while (done_ < given_)
            signal_next(why);
    }

private:
    Queue() = default;

    void signal_next(const Result<> &how)
    {
        auto fence = *std::exchange(waiting_[done_ % waiting_.size()], std::nullopt);
        std::move(fence).signal(how);
        done_++;
    }

    Vec<std::optional<PendingFence>> waiting_;
    u64 given_ = 0; // calls
    u64 done_ = 0;
};

} // namespace gpu
