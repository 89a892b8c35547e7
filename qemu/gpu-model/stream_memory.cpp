// SPDX-License-Identifier: GPL-2.0
// Instructions of a stream that read and write memory.
#include <bit>

#include "clock.hpp"
#include "stream.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::Fault;

static std::unexpected<StreamFault> invalid(Instruction instruction)
{
    return fault(Fault::invalid_instruction, instruction.bits);
}

// The instruction means registers that there are.
static bool reaches(Instruction instruction)
{
    return instruction.first() + std::bit_width(instruction.mask()) <=
           static_cast<int>(cs_registers);
}

static uint64_t with_offset(uint64_t address, Instruction instruction)
{
    return address + static_cast<uint64_t>(int64_t{instruction.offset()});
}

Checked<Stream::After> Stream::load_multiple(Instruction instruction)
{
    if (!reaches(instruction) || !is_pair(instruction.second()))
        return invalid(instruction);
    const uint64_t address = with_offset(pair(instruction.second()), instruction);
    if (address % sizeof(uint32_t) != 0)
        return fault(Fault::misaligned, instruction.bits);
    for (uint8_t i = 0; i < 16; i++) {
        if (!(instruction.mask() >> i & 1))
            continue;
        const auto loaded = memory_.load<uint32_t>(address + i * sizeof(uint32_t));
        if (!loaded)
            return std::unexpected(loaded.error());
        at(static_cast<uint8_t>(instruction.first() + i)) = *loaded;
    }
    return After::advance;
}

Checked<Stream::After> Stream::store_multiple(Instruction instruction)
{
    if (!reaches(instruction) || !is_pair(instruction.second()))
        return invalid(instruction);
    const uint64_t address = with_offset(pair(instruction.second()), instruction);
    if (address % sizeof(uint32_t) != 0)
        return fault(Fault::misaligned, instruction.bits);
    for (uint8_t i = 0; i < 16; i++) {
        if (!(instruction.mask() >> i & 1))
            continue;
        const uint32_t value = at(static_cast<uint8_t>(instruction.first() + i));
        if (const auto stored = memory_.store(address + i * sizeof(uint32_t), value); !stored)
            return std::unexpected(stored.error());
    }
    return After::advance;
}

Checked<Stream::After> Stream::store_state(Instruction instruction)
{
    if (!is_pair(instruction.second()))
        return invalid(instruction);
    const uint64_t address = with_offset(pair(instruction.second()), instruction);
    if (address % sizeof(uint64_t) != 0)
        return fault(Fault::misaligned, instruction.bits);
    uint64_t value = 0;
    switch (static_cast<abi::State>(instruction.third())) {
    case abi::State::timestamp: value = nanoseconds(); break;
    case abi::State::cycles: value = chip_.cycles + budget_.spent(); break;
    default: return invalid(instruction);
    }
    return memory_.store(address, value).transform([] { return After::advance; });
}

// The status is behind the number.
static_assert(offsetof(abi::Sync32, status) == sizeof(uint32_t));
static_assert(offsetof(abi::Sync64, status) == sizeof(uint64_t));

template <Word T> Checked<Stream::After> Stream::sync_set(Instruction instruction, bool adds)
{
    if (!is_pair(instruction.second()) || !holds<T>(instruction.third()))
        return invalid(instruction);
    const uint64_t address = pair(instruction.second());
    if (address % sizeof(T) != 0)
        return fault(Fault::misaligned, instruction.bits);
    // First, so that who sees the number sees the error, too.
    if (instruction.passes_error_on() && queue_.state.error)
        if (const auto passed = memory_.store(address + sizeof(T), queue_.state.error); !passed)
            return std::unexpected(passed.error());
    const auto seqno = memory_.word<T>(address, Access::write);
    if (!seqno)
        return std::unexpected(seqno.error());
    if (adds)
        word_at<T>(*seqno).fetch_add(value<T>(instruction.third()));
    else
        store(*seqno, value<T>(instruction.third()));
    chip_.sync_changed = true;
    return After::advance;
}

template <Word T> Checked<Stream::After> Stream::sync_wait(Instruction instruction)
{
    const abi::SyncCondition condition = instruction.sync_condition();
    if (!is_pair(instruction.second()) || !holds<T>(instruction.third()) ||
        condition > abi::SyncCondition::greater)
        return invalid(instruction);
    const uint64_t address = pair(instruction.second());
    if (address % sizeof(T) != 0)
        return fault(Fault::misaligned, instruction.bits);
    const auto seqno = memory_.load<T>(address);
    if (!seqno)
        return std::unexpected(seqno.error());
    const bool greater = *seqno > value<T>(instruction.third());
    if (greater != (condition == abi::SyncCondition::greater)) {
        queue_.status = Queue::Status::waiting;
        return After::stay;
    }
    const auto status = memory_.load<uint32_t>(address + sizeof(T));
    if (!status)
        return std::unexpected(status.error());
    if (*status)
        queue_.state.error = *status;
    return After::advance;
}

template Checked<Stream::After> Stream::sync_set<uint32_t>(Instruction, bool);
template Checked<Stream::After> Stream::sync_set<uint64_t>(Instruction, bool);
template Checked<Stream::After> Stream::sync_wait<uint32_t>(Instruction);
template Checked<Stream::After> Stream::sync_wait<uint64_t>(Instruction);

} // namespace model
