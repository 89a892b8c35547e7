// SPDX-License-Identifier: GPL-2.0
#include "work.hpp"

#include "draw.hpp"
#include "instruction.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::Fault;

Checked<void> begin_work(Queue &queue, const GpuMemory &memory, uint64_t instruction,
                         uint64_t address)
{
    if (address % 8 != 0)
        return fault(Fault::misaligned, instruction);
    Work work{.instruction = instruction, .done = 0, .descriptor = {}};
    const bool computes = Instruction{instruction}.opcode() == abi::Opcode::compute;
    const size_t size = computes ? sizeof(abi::Compute) : sizeof(abi::Draw);
    for (size_t i = 0; i < size / 8; i++) {
        const auto word = memory.load<uint64_t>(address + i * 8);
        if (!word)
            return std::unexpected(word.error());
        work.descriptor[i] = *word;
    }
    queue.state.work = work;
    return {};
}

static Checked<bool> draw(Work &work, const GpuMemory &memory, Budget &budget)
{
    const auto what = std::bit_cast<abi::Draw>(work.descriptor);
    const Drawing drawing(Instruction{work.instruction}.opcode(), what);
    // It may come from a state that somebody has written to.
    if (!drawing.is_valid())
        return fault(Fault::invalid_descriptor, work.instruction);
    if (!drawing.is_aligned())
        return fault(Fault::misaligned, work.instruction);
    while (work.done < drawing.rows()) {
        if (budget.is_spent())
            return false;
        const auto drawn = drawing.draw_row(memory, static_cast<uint32_t>(work.done), budget);
        if (!drawn)
            return std::unexpected(drawn.error());
        work.done++;
    }
    return true;
}

// Nothing: more than there may be.
static std::optional<uint64_t> invocations(const abi::Compute &compute)
{
    uint64_t count = 1;
    for (const uint32_t side : {compute.x, compute.y, compute.z}) {
        count *= side;
        if (count > abi::most_invocations)
            return std::nullopt;
    }
    return count;
}

static Checked<bool> run_program(Queue &queue, const GpuMemory &memory, Budget &budget)
{
    Work &work = queue.state.work;
    abi::Compute compute;
    std::memcpy(&compute, work.descriptor.data(), sizeof(compute));
    const auto count = invocations(compute);
    if (!count || compute.window >> abi::va_bits)
        return fault(Fault::invalid_descriptor, work.instruction);
    if (compute.window % (1u << abi::page_shift) != 0 || compute.program % 4 != 0)
        return fault(Fault::misaligned, work.instruction);
    while (work.done < *count) {
        if (budget.is_spent())
            return false;
        if (!queue.invocation)
            queue.invocation.emplace(compute, work.done);
        const auto ended = queue.invocation->go_on(memory, compute, work.instruction, budget);
        if (!ended || !*ended)
            return ended;
        queue.invocation.reset();
        work.done++;
        budget.spend(1);
    }
    return true;
}

Checked<void> go_on(Queue &queue, const GpuMemory &memory, Budget &budget)
{
    Work &work = queue.state.work;
    const bool computes = Instruction{work.instruction}.opcode() == abi::Opcode::compute;
    const auto done = computes ? run_program(queue, memory, budget) : draw(work, memory, budget);
    if (!done)
        return std::unexpected(done.error());
    if (*done) {
        work = {};
        queue.advance();
    }
    return {};
}

} // namespace model
