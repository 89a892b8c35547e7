// SPDX-License-Identifier: GPL-2.0
// Runs the instructions of a queue.
#pragma once

#include "instruction.hpp"
#include "queue.hpp"

namespace model {

/// What all queues have in common.
struct Chip {
    uint64_t cycles = 0;
    uint32_t flush_id;
    /// Somebody may wait for that.
    bool sync_changed = false;
};

class Stream {
public:
    Stream(Queue &queue, const GpuMemory &memory, Chip &chip, Budget &budget)
        : queue_(queue), memory_(memory), chip_(chip), budget_(budget)
    {}

    /// Goes on until there is nothing left to do, or that has to wait, or the budget is spent.
    Checked<void> run();
    /// The same, only to the end of what a program cannot be stopped in.
    Checked<void> finish_invocation();

private:
    /// What is next: the instruction behind, or what the queue says now.
    enum class After { advance, stay };

    Checked<void> step();
    Checked<After> execute(Instruction instruction);

    Checked<After> move(Instruction instruction);
    Checked<After> add(Instruction instruction);
    Checked<After> load_multiple(Instruction instruction);
    Checked<After> store_multiple(Instruction instruction);
    Checked<After> store_state(Instruction instruction);
    Checked<After> branch(Instruction instruction);
    Checked<After> call(Instruction instruction);
    Checked<After> begin(Instruction instruction);
    Checked<After> flush_cache();
    Checked<After> hang();
    Checked<After> raise_fault(Instruction instruction);

    /// On a Sync with a number that is a T.
    template <Word T> Checked<After> sync_set(Instruction instruction, bool adds);
    template <Word T> Checked<After> sync_wait(Instruction instruction);

    static bool exists(uint8_t number) { return number < cs_registers; }
    static bool is_pair(uint8_t number) { return number < cs_registers && number % 2 == 0; }
    template <Word T> static bool holds(uint8_t number)
    {
        return sizeof(T) == 8 ? is_pair(number) : exists(number);
    }
    uint32_t &at(uint8_t number) { return queue_.state.registers[number]; }
    uint64_t pair(uint8_t number) { return at(number) | uint64_t{at(number + 1)} << 32; }
    void set_pair(uint8_t number, uint64_t value);
    template <Word T> T value(uint8_t number)
    {
        if constexpr (sizeof(T) == 8)
            return pair(number);
        else
            return at(number);
    }

    Queue &queue_;
    const GpuMemory &memory_;
    Chip &chip_;
    Budget &budget_;
};

} // namespace model
