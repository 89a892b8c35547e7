// SPDX-License-Identifier: GPL-2.0
// The registers of the engines.
#pragma once

#include <modules/gpu/abi/engine.hpp>
#include <modules/gpu/abi/registers.hpp>

#include "words.hpp"

namespace firmware {

inline uint32_t &engine_register(uint32_t offset)
{
    return *reinterpret_cast<uint32_t *>(gpu::abi::engine_base + offset);
}
inline uint32_t read_engine(uint32_t offset)
{
    return load(engine_register(offset));
}
inline void write_engine(uint32_t offset, uint32_t value)
{
    store(engine_register(offset), value);
}

inline void raise(gpu::abi::Irq irq)
{
    write_engine(gpu::abi::mcu::raise_irq, static_cast<uint32_t>(irq));
}

} // namespace firmware
