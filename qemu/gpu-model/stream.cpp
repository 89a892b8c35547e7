// SPDX-License-Identifier: GPL-2.0
#include "stream.hpp"

#include "work.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::Condition;
using abi::Fault;
using abi::Opcode;

static std::unexpected<StreamFault> invalid(Instruction instruction)
{
    return fault(Fault::invalid_instruction, instruction.bits);
}

void Stream::set_pair(uint8_t number, uint64_t value)
{
    at(number) = static_cast<uint32_t>(value);
    at(number + 1) = static_cast<uint32_t>(value >> 32);
}

Checked<void> Stream::run()
{
    while (!budget_.is_spent() && queue_.status == Queue::Status::ready)
        if (const auto stepped = step(); !stepped)
            return stepped;
    return {};
}

Checked<void> Stream::finish_invocation()
{
    while (!budget_.is_spent() && queue_.invocation)
        if (const auto stepped = step(); !stepped)
            return stepped;
    return {};
}

Checked<void> Stream::step()
{
    if (queue_.state.work.instruction)
        return go_on(queue_, memory_, budget_);
    const auto more = queue_.has_next(memory_);
    if (!more)
        return std::unexpected(more.error());
    if (!*more) {
        queue_.status = Queue::Status::empty;
        return {};
    }
    budget_.spend(1);
    const auto bits = memory_.load<uint64_t>(queue_.next(), Access::execute);
    if (!bits)
        return std::unexpected(bits.error());
    const auto after = execute({*bits});
    if (!after)
        return std::unexpected(after.error());
    if (*after == After::advance)
        queue_.advance();
    return {};
}

Checked<Stream::After> Stream::execute(Instruction instruction)
{
    switch (instruction.opcode()) {
    case Opcode::nop:
    // Work is done in order, so it is done.
    case Opcode::wait: return After::advance;
    case Opcode::move48:
    case Opcode::move32: return move(instruction);
    case Opcode::add_imm32:
    case Opcode::add_imm64: return add(instruction);
    case Opcode::load_multiple: return load_multiple(instruction);
    case Opcode::store_multiple: return store_multiple(instruction);
    case Opcode::branch: return branch(instruction);
    case Opcode::call:
    case Opcode::jump: return call(instruction);
    case Opcode::flush_cache2: return flush_cache();
    case Opcode::sync_add32: return sync_set<uint32_t>(instruction, true);
    case Opcode::sync_set32: return sync_set<uint32_t>(instruction, false);
    case Opcode::sync_wait32: return sync_wait<uint32_t>(instruction);
    case Opcode::sync_add64: return sync_set<uint64_t>(instruction, true);
    case Opcode::sync_set64: return sync_set<uint64_t>(instruction, false);
    case Opcode::sync_wait64: return sync_wait<uint64_t>(instruction);
    case Opcode::store_state: return store_state(instruction);
    case Opcode::error_barrier: queue_.state.error = 0; return After::advance;
    case Opcode::fill:
    case Opcode::copy:
    case Opcode::blend:
    case Opcode::compute: return begin(instruction);
    case Opcode::hang: return hang();
    case Opcode::raise_fault: return raise_fault(instruction);
    default: return invalid(instruction);
    }
}

Checked<Stream::After> Stream::move(Instruction instruction)
{
    if (instruction.opcode() == Opcode::move32) {
        if (!exists(instruction.first()))
            return invalid(instruction);
        at(instruction.first()) = instruction.immediate32();
    } else {
        if (!is_pair(instruction.first()))
            return invalid(instruction);
        set_pair(instruction.first(), instruction.immediate48());
    }
    return After::advance;
}

Checked<Stream::After> Stream::add(Instruction instruction)
{
    const uint8_t to = instruction.first(), from = instruction.second();
    if (instruction.opcode() == Opcode::add_imm32) {
        if (!exists(to) || !exists(from))
            return invalid(instruction);
        at(to) = at(from) + instruction.immediate32();
    } else {
        if (!is_pair(to) || !is_pair(from))
            return invalid(instruction);
        const int64_t added = static_cast<int32_t>(instruction.immediate32());
        set_pair(to, pair(from) + static_cast<uint64_t>(added));
    }
    return After::advance;
}

// Whether a register, as a signed number, is as a branch wants it. Nothing: there is no such condition.
static std::optional<bool> is_met(Condition condition, int32_t value)
{
    switch (condition) {
    case Condition::less_or_equal: return value <= 0;
    case Condition::greater: return value > 0;
    case Condition::equal: return value == 0;
    case Condition::not_equal: return value != 0;
    case Condition::less: return value < 0;
    case Condition::greater_or_equal: return value >= 0;
    case Condition::always: return true;
    default: return std::nullopt;
    }
}

Checked<Stream::After> Stream::branch(Instruction instruction)
{
    const uint8_t number = instruction.second();
    if (!exists(number))
        return invalid(instruction);
    const auto taken = is_met(instruction.condition(), static_cast<int32_t>(at(number)));
    if (!taken || (*taken && !queue_.branch(instruction.offset())))
        return invalid(instruction);
    return *taken ? After::stay : After::advance;
}

Checked<Stream::After> Stream::call(Instruction instruction)
{
    if (!is_pair(instruction.second()) || !exists(instruction.third()))
        return invalid(instruction);
    const uint64_t address = pair(instruction.second());
    const uint32_t size = at(instruction.third());
    if (address % 8 != 0 || size % 8 != 0)
        return fault(Fault::misaligned, instruction.bits);
    if (instruction.opcode() == Opcode::jump) {
        if (!queue_.jump(address, size))
            return invalid(instruction);
    } else if (!queue_.call(address, size)) {
        return fault(Fault::call_too_deep, instruction.bits);
    }
    return After::stay;
}

Checked<Stream::After> Stream::begin(Instruction instruction)
{
    if (!is_pair(instruction.second()))
        return invalid(instruction);
    return begin_work(queue_, memory_, instruction.bits, pair(instruction.second())).transform([] {
        return After::stay;
    });
}

Checked<Stream::After> Stream::flush_cache()
{
    // There are no caches: all that shows is the number, which is never 0.
    chip_.flush_id = chip_.flush_id == abi::highest_flush_id ? 1 : chip_.flush_id + 1;
    return After::advance;
}

Checked<Stream::After> Stream::hang()
{
    queue_.status = Queue::Status::hung;
    return After::stay;
}

Checked<Stream::After> Stream::raise_fault(Instruction instruction)
{
    const auto code = static_cast<uint16_t>(instruction.bits);
    if (code == 0)
        return invalid(instruction);
    return fault(static_cast<Fault>(code), instruction.bits);
}

} // namespace model
