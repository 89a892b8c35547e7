// SPDX-License-Identifier: GPL-2.0
// A program of RV32IM that sees the memory of the GPU.
#pragma once

#include <modules/gpu/abi/commands.hpp>

#include "budget.hpp"
#include "gpu_memory.hpp"
#include "rv32.hpp"

namespace model {

/// The stack of a program: 1 KiB, which 16 divides as the ABI of RISC-V wants it.
inline constexpr uint32_t stack_size = 1024;
inline constexpr uint32_t stack_begin = 0xffff'fbf0;

/// One run of a program, of all that a Compute asks for.
class Invocation {
public:
    Invocation(const gpu::abi::Compute &compute, uint64_t index);

    /// Goes on until its end; false: the budget is spent before.
    Checked<bool> go_on(const GpuMemory &memory, const gpu::abi::Compute &compute,
                        uint64_t instruction, Budget &budget);

private:
    rv32::Core core_;
    uint32_t instructions_ = 0;
    alignas(uint32_t) std::array<std::byte, stack_size> stack_{};
};

} // namespace model
