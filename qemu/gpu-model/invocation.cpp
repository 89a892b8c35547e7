// SPDX-License-Identifier: GPL-2.0
#include "invocation.hpp"

#include "rv32_step.hpp"

namespace model {

namespace abi = gpu::abi;
using abi::Fault;

namespace {

/// Both are a fault of the stream.
struct ProgramFault : StreamFault {
    explicit ProgramFault(rv32::Trap trap) : StreamFault{Fault::program_trapped, trap.value} {}
    explicit ProgramFault(StreamFault fault) : StreamFault(fault) {}
};

/// The stack, and the memory of the GPU from `window` on. It knows the latest page of each kind of access, and
/// lives for a turn: an update of the page tables comes behind it.
class ProgramBus {
public:
    using Error = ProgramFault;

    ProgramBus(const GpuMemory &memory, uint64_t window, std::span<std::byte> stack)
        : memory_(memory), window_(window), stack_(stack)
    {}

    std::expected<uint32_t, Error> fetch(uint32_t address)
    {
        if (is_stack(address))
            return std::unexpected(Error(StreamFault{Fault::permission, window_ + address}));
        return at(address, 4, Access::execute).transform(load_word);
    }

    std::expected<uint32_t, Error> load(uint32_t address, uint32_t size)
    {
        return at(address, size, Access::read).transform([&](std::byte *at) -> uint32_t {
            switch (size) {
            case 1: return ::model::load<uint8_t>(at);
            case 2: return ::model::load<uint16_t>(at);
            default: return load_word(at);
            }
        });
    }

    std::expected<void, Error> store(uint32_t address, uint32_t size, uint32_t value)
    {
        return at(address, size, Access::write).transform([&](std::byte *at) {
            switch (size) {
            case 1: ::model::store(at, static_cast<uint8_t>(value)); break;
            case 2: ::model::store(at, static_cast<uint16_t>(value)); break;
            default: ::model::store(at, value); break;
            }
        });
    }

private:
    static constexpr uint32_t page_size = 1u << abi::page_shift;

    struct Page {
        uint32_t number = 0;
        std::span<std::byte> bytes; // none: it was not looked for
    };

    static uint32_t load_word(std::byte *at) { return ::model::load<uint32_t>(at); }
    static bool is_stack(uint32_t address)
    {
        return address >= stack_begin && address - stack_begin < stack_size;
    }

    std::expected<std::byte *, Error> at(uint32_t address, uint32_t size, Access access)
    {
        if (is_stack(address))
            return &stack_[address - stack_begin];
        Page &page = pages_[static_cast<size_t>(access)];
        const uint32_t number = address / page_size, inside = address % page_size;
        if (page.bytes.empty() || page.number != number) {
            const auto bytes = memory_.at(window_ + uint64_t{number} * page_size, access);
            if (!bytes)
                return std::unexpected(Error({bytes.error().code, window_ + address}));
            page = {number, *bytes};
        }
        if (inside + size > page.bytes.size())
            return std::unexpected(Error({Fault::bus, window_ + address}));
        return &page.bytes[inside];
    }

    const GpuMemory &memory_;
    uint64_t window_;
    std::span<std::byte> stack_;
    std::array<Page, 3> pages_;
};

} // namespace

Invocation::Invocation(const abi::Compute &compute, uint64_t index)
{
    enum : size_t { sp = 2, a0 = 10, a1, a2, a3, a4 };
    const uint64_t row = index / compute.x;
    core_.x[sp] = stack_begin + stack_size;
    core_.x[a0] = static_cast<uint32_t>(index % compute.x);
    core_.x[a1] = static_cast<uint32_t>(row % compute.y);
    core_.x[a2] = static_cast<uint32_t>(row / compute.y);
    core_.x[a3] = static_cast<uint32_t>(compute.arguments);
    core_.x[a4] = static_cast<uint32_t>(compute.arguments >> 32);
    core_.pc = compute.program;
}

Checked<bool> Invocation::go_on(const GpuMemory &memory, const abi::Compute &compute,
                                uint64_t instruction, Budget &budget)
{
    ProgramBus bus(memory, compute.window, stack_);
    for (; !budget.is_spent(); budget.spend(1)) {
        if (instructions_++ == compute.most_instructions)
            return fault(Fault::program_too_long, instruction);
        const auto outcome = rv32::step(core_, bus);
        if (!outcome) {
            const StreamFault &error = outcome.error();
            const bool trapped = error.code == Fault::program_trapped;
            return fault(error.code,
                         trapped ? uint64_t{core_.pc} << 32 | error.value : error.value);
        }
        if (*outcome == rv32::Outcome::environment_call)
            return true;
        if (*outcome == rv32::Outcome::wait_for_interrupt)
            return fault(Fault::program_trapped, uint64_t{core_.pc - 4} << 32 | 0x1050'0073);
    }
    return false;
}

} // namespace model
