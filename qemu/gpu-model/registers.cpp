// SPDX-License-Identifier: GPL-2.0
#include "registers.hpp"

#include <modules/gpu/abi/mmu.hpp>

#include <array>

namespace model {

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;

// 15.0.15, product 0, version 1.0.0, as Arm's GPUs count: a Mali that is none.
static constexpr uint32_t gpu_id = 0xf0f0'1000;

static constexpr std::array<std::pair<uint32_t, uint32_t>, 13> identity = {{
    {reg::magic, abi::magic_value},
    {reg::gpu_id, gpu_id},
    {reg::gpu_rev, 0},
    {reg::slots, slots},
    {reg::queues, queues},
    {reg::cs_registers, cs_registers},
    {reg::scoreboards, scoreboards},
    {reg::as_present, (1u << address_spaces) - 1},
    {reg::mmu_features, abi::va_bits | abi::pa_bits << 8},
    {reg::shader_present, 1},
    {reg::tiler_present, 0},
    {reg::l2_present, 1},
    {reg::max_threads, 1},
}};

void Registers::power_on()
{
    for (uint32_t offset = 0; offset < abi::flush_page_offset; offset += sizeof(uint32_t))
        if (offset != reg::reset_request)
            write(offset, 0);
    for (const auto &[offset, value] : identity)
        write(offset, value);
}

void Registers::write_flush_id(uint32_t id)
{
    store(bar2_.bytes().subspan(abi::flush_page_offset, 4).data(), id);
}

} // namespace model
