// SPDX-License-Identifier: GPL-2.0
// Runs an instruction of RV32IM on a bus.
#pragma once

#include "rv32.hpp"

namespace model::rv32 {

/// One instruction on its way. The core changes as a whole, or, if there is an error, not at all.
template <Bus T> class Step {
public:
    using Error = typename T::Error;
    using Ended = std::expected<Outcome, Error>;

    Step(Core &core, T &bus, uint32_t bits)
        : core_(core), bus_(bus), instruction_{bits}, next_(core.pc + 4)
    {}

    Ended run()
    {
        switch (instruction_.opcode()) {
        case 0x37: return result(instruction_.immediate_u());
        case 0x17: return result(core_.pc + instruction_.immediate_u());
        case 0x6f: return jump(core_.pc + instruction_.immediate_j());
        case 0x67: return jump_to_register();
        case 0x63: return branch();
        case 0x03: return load();
        case 0x23: return store();
        case 0x13: return compute_with_immediate();
        case 0x33:
            return computed(
                compute(instruction_.function3(), instruction_.function7(), rs1(), rs2()));
        case 0x0f: return fence();
        case 0x73: return system();
        default: return illegal();
        }
    }

private:
    uint32_t rs1() const { return core_.x[instruction_.rs1()]; }
    uint32_t rs2() const { return core_.x[instruction_.rs2()]; }

    static std::unexpected<Error> trap(Cause cause, uint32_t value)
    {
        return std::unexpected(Error(Trap{cause, value}));
    }
    std::unexpected<Error> illegal() const
    {
        return trap(Cause::illegal_instruction, instruction_.bits);
    }

    Ended done(Outcome outcome = Outcome::next)
    {
        core_.pc = next_;
        return outcome;
    }
    Ended result(uint32_t value)
    {
        if (instruction_.rd() != 0)
            core_.x[instruction_.rd()] = value;
        return done();
    }
    Ended computed(Computed value) { return value.exists ? result(value.value) : Ended(illegal()); }

    Ended jump(uint32_t to)
    {
        if (to % 4 != 0)
            return trap(Cause::instruction_misaligned, to);
        const uint32_t behind = next_;
        next_ = to;
        return result(behind);
    }
    Ended jump_to_register()
    {
        if (instruction_.function3() != 0)
            return illegal();
        return jump((rs1() + instruction_.immediate_i()) & ~1u);
    }
    Ended branch()
    {
        if (instruction_.function3() == 2 || instruction_.function3() == 3)
            return illegal();
        if (!compare(instruction_.function3(), rs1(), rs2()))
            return done();
        const uint32_t to = core_.pc + instruction_.immediate_b();
        if (to % 4 != 0)
            return trap(Cause::instruction_misaligned, to);
        next_ = to;
        return done();
    }

    Ended load()
    {
        const uint32_t function3 = instruction_.function3();
        if (function3 == 3 || function3 > 5)
            return illegal();
        const uint32_t size = 1u << (function3 & 3);
        const uint32_t address = rs1() + instruction_.immediate_i();
        if (address % size != 0)
            return trap(Cause::load_misaligned, address);
        const auto loaded = bus_.load(address, size);
        if (!loaded)
            return std::unexpected(loaded.error());
        switch (function3) {
        case 0: return result(static_cast<uint32_t>(static_cast<int8_t>(*loaded)));
        case 1: return result(static_cast<uint32_t>(static_cast<int16_t>(*loaded)));
        default: return result(*loaded);
        }
    }
    Ended store()
    {
        if (instruction_.function3() > 2)
            return illegal();
        const uint32_t size = 1u << instruction_.function3();
        const uint32_t address = rs1() + instruction_.immediate_s();
        if (address % size != 0)
            return trap(Cause::store_misaligned, address);
        if (const auto stored = bus_.store(address, size, rs2()); !stored)
            return std::unexpected(stored.error());
        return done();
    }

    Ended compute_with_immediate()
    {
        const uint32_t function3 = instruction_.function3();
        const bool shifts = function3 == 1 || function3 == 5;
        // A shift has a function in the upper half of its immediate; the others have none.
        const uint32_t function7 = shifts ? instruction_.function7() : 0;
        if (function7 == 1)
            return illegal();
        return computed(compute(function3, function7, rs1(), instruction_.immediate_i()));
    }

    // Accesses are in order, and instructions are not kept.
    Ended fence() { return instruction_.function3() > 1 ? Ended(illegal()) : done(); }

    Ended system()
    {
        switch (instruction_.bits) {
        case 0x0000'0073: return Outcome::environment_call;
        case 0x0010'0073: return trap(Cause::breakpoint, core_.pc);
        case 0x1050'0073: return done(Outcome::wait_for_interrupt);
        default: return illegal();
        }
    }

    Core &core_;
    T &bus_;
    Instruction instruction_;
    uint32_t next_;
};

/// Runs the instruction at `core.pc`, which four divides.
template <Bus T> typename Step<T>::Ended step(Core &core, T &bus)
{
    const auto fetched = bus.fetch(core.pc);
    if (!fetched)
        return std::unexpected(fetched.error());
    return Step<T>(core, bus, *fetched).run();
}

} // namespace model::rv32
