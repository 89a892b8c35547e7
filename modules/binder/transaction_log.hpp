// SPDX-License-Identifier: GPL-2.0
// The last transactions of all processes, for whoever looks for what went wrong.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/locked.hpp>
#include <bindings/seq_file.hpp>
#include <bindings/spinlock.hpp>

#include <array>

namespace binder {
using namespace kernel;

/// A name of a device, as far as logs have room for it.
using ShortName = std::array<char, 24>;

/// What was sent, and what became of it.
struct LogEntry {
    enum class Kind : u8 { call, one_way, reply };

    u32 id = 0;
    Kind kind = Kind::call;
    s32 from = 0;
    s32 from_thread = 0;
    s32 to = 0;
    s32 to_thread = 0;
    u64 node = 0;
    u32 handle = 0;
    u64 data_size = 0;
    u64 offsets_size = 0;
    u32 error = 0;
    s32 error_param = 0;
    ShortName context{};
};

class TransactionLog {
public:
    /// Context: Any context.
    void add(const LogEntry &entry) const
    {
        slots_[next_.fetch_add(1) % size].with([&entry](LogEntry &slot) { slot = entry; });
    }

    /// From the oldest to the latest, as in the C driver.
    ///
    /// Context: Any context.
    void show(SeqFile &text) const;

private:
    static constexpr u32 size = 32;

    Atomic<u32> next_;
    std::array<Locked<LogEntry, SpinLock<"binder.log">>, size> slots_;
};

} // namespace binder
