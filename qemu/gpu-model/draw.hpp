// SPDX-License-Identifier: GPL-2.0
// Work on pictures.
#pragma once

#include <modules/gpu/abi/commands.hpp>

#include "budget.hpp"
#include "gpu_memory.hpp"

namespace model {

class Drawing {
public:
    /// `kind` is fill, copy or blend.
    Drawing(gpu::abi::Opcode kind, const gpu::abi::Draw &what) : kind_(kind), what_(what) {}

    /// Whether it is within pictures of the largest size.
    bool is_valid() const;
    /// Whether its pixels are words.
    bool is_aligned() const;

    uint32_t rows() const { return what_.width ? what_.height : 0; }
    Checked<void> draw_row(const GpuMemory &memory, uint32_t row, Budget &budget) const;

private:
    bool reads() const { return kind_ != gpu::abi::Opcode::fill; }
    uint32_t pixel(std::byte *from, std::byte *to) const;

    gpu::abi::Opcode kind_;
    const gpu::abi::Draw &what_;
};

/// `over`, whose colours are multiplied with its alpha, over `under`.
uint32_t blend(uint32_t over, uint32_t under);

} // namespace model
