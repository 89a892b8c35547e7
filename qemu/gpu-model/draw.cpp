// SPDX-License-Identifier: GPL-2.0
#include "draw.hpp"

#include <algorithm>

namespace model {

namespace abi = gpu::abi;
using abi::Opcode;

static constexpr uint32_t pixel_size = 4;

static bool fits(uint32_t from, uint32_t count)
{
    return from <= abi::largest_side && count <= abi::largest_side - from;
}

static bool is_wide_enough(const abi::Surface &surface, uint32_t pixels)
{
    return surface.stride >= pixels * pixel_size;
}

static bool is_aligned(const abi::Surface &surface)
{
    return surface.address % pixel_size == 0 && surface.stride % pixel_size == 0;
}

bool Drawing::is_valid() const
{
    const bool to = fits(what_.to_x, what_.width) && fits(what_.to_y, what_.height) &&
                    is_wide_enough(what_.to, what_.to_x + what_.width);
    if (!to || !reads())
        return to;
    return fits(what_.from_x, what_.width) && fits(what_.from_y, what_.height) &&
           is_wide_enough(what_.from, what_.from_x + what_.width);
}

bool Drawing::is_aligned() const
{
    return model::is_aligned(what_.to) && (!reads() || model::is_aligned(what_.from));
}

uint32_t blend(uint32_t over, uint32_t under)
{
    const uint32_t rest = 255 - (over >> 24);
    uint32_t blended = 0;
    for (unsigned int shift = 0; shift < 32; shift += 8) {
        const uint32_t part = ((under >> shift & 255) * rest + 127) / 255;
        blended |= std::min<uint32_t>((over >> shift & 255) + part, 255) << shift;
    }
    return blended;
}

uint32_t Drawing::pixel(std::byte *from, std::byte *to) const
{
    switch (kind_) {
    case Opcode::fill: return what_.color;
    case Opcode::copy: return load<uint32_t>(from);
    default: return blend(load<uint32_t>(from), load<uint32_t>(to));
    }
}

static uint64_t address_of(const abi::Surface &surface, uint32_t x, uint32_t y)
{
    return surface.address + uint64_t{y} * surface.stride + x * pixel_size;
}

Checked<void> Drawing::draw_row(const GpuMemory &memory, uint32_t row, Budget &budget) const
{
    budget.spend(1 + what_.width / 4);
    uint64_t to = address_of(what_.to, what_.to_x, what_.to_y + row);
    uint64_t from = address_of(what_.from, what_.from_x, what_.from_y + row);
    for (size_t left = what_.width; left;) {
        const auto target = memory.at(to, Access::write);
        if (!target)
            return std::unexpected(target.error());
        const auto source = reads() ? memory.at(from, Access::read) : target;
        if (!source)
            return std::unexpected(source.error());
        // As many as the pages of both have.
        const size_t count =
            std::min({left, target->size() / pixel_size, source->size() / pixel_size});
        if (count == 0)
            return fault(abi::Fault::bus, to);
        for (size_t i = 0; i < count * pixel_size; i += pixel_size)
            store(&(*target)[i], pixel(&(*source)[i], &(*target)[i]));
        left -= count;
        to += count * pixel_size;
        from += count * pixel_size;
    }
    return {};
}

} // namespace model
