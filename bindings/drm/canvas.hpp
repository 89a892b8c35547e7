// SPDX-License-Identifier: GPL-2.0
// <drm/drm_format_helper.h>: a picture in a device's memory, which others are copied into.
#pragma once

#include <bindings/drm/layer.hpp>
#include <bindings/io_memory.hpp>

namespace kernel::drm {

/// A picture of 32 bits a pixel, row by row, while the memory that it is in can be accessed.
class Canvas {
public:
    /// It begins at `offset`, and each of its rows takes `pitch` bytes.
    Canvas(const IoMemory &memory [[clang::lifetimebound]], size_t offset, size_t pitch)
        : memory_(memory), offset_(offset), pitch_(pitch)
    {}
    Canvas(const Canvas &) = delete;
    Canvas &operator=(const Canvas &) = delete;

    /// Copies a part of the screen as a layer has it, which covers it: else a BUG, as with a part that is beyond
    /// the memory.
    ///
    /// Context: Process context, in a commit.
    void copy(const Layer &layer, const Rect &part) const
    {
        for (int y = part.y1; y < part.y2; y++)
            write_bytes(part.x1, y, layer.row(part.x1, y, static_cast<size_t>(part.width())));
    }

    /// Writes pixels of a row, from (x, y) on. A BUG as above.
    ///
    /// Context: Any context.
    void write(int x, int y, std::span<const u32> pixels) const
    {
        write_bytes(x, y, std::as_bytes(pixels));
    }

private:
    void write_bytes(int x, int y, std::span<const std::byte> bytes) const
    {
        memory_.write(offset_ + pitch_ * static_cast<u32>(y) + sizeof(u32) * static_cast<u32>(x),
                      bytes);
    }

    const IoMemory &memory_;
    size_t offset_;
    size_t pitch_;
};

} // namespace kernel::drm
