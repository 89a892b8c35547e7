// SPDX-License-Identifier: GPL-2.0
// <drm/drm_plane.h>: what a plane shows, and where (drm_plane_state).
#pragma once

#include <bindings/bug.hpp>
#include <bindings/drm/buffer.hpp>
#include <bindings/drm/rect.hpp>

#include <algorithm>
#include <span>

namespace kernel::drm {

/// The picture of a plane during a commit. User space may draw into it at any time: one copies.
class [[gsl::Pointer]] Layer {
public:
    explicit Layer(const raw::drm_plane_state &state [[clang::lifetimebound]]) : state_(state) {}
    // Behind the commit the picture is not there any more.
    Layer(const Layer &) = delete;
    Layer &operator=(const Layer &) = delete;

    /// The part of the screen that it covers.
    ///
    /// Context: Any context.
    Rect where() const { return to_rect(state_.dst); }

    /// How many bytes a row of its buffer takes.
    ///
    /// Context: Any context.
    size_t pitch() const { return state_.fb->pitches[0]; }

    /// Copies pixels of a row, from (x, y) of the screen on. They must be within where(): else a BUG.
    ///
    /// Context: Process context, in a commit.
    void read(int x, int y, std::span<u32> pixels) const
    {
        std::ranges::copy(row(x, y, pixels.size()), std::as_writable_bytes(pixels).begin());
    }

    /// A part of the framebuffer, as one of the screen.
    Rect on_screen(const Rect &part) const { return moved(part, 1); }

private:
    friend class Canvas;
    friend class FrameMemory;

    std::span<const std::byte> row(int x, int y, size_t width) const
    {
        const Rect part{.x1 = x, .y1 = y, .x2 = x + static_cast<int>(width), .y2 = y + 1};
        if (width > largest || !where().contains(part)) [[unlikely]]
            bug<"beyond the picture of a plane">();
        return buffer().bytes().subspan(offset(x, y), width * sizeof(u32));
    }
    size_t offset(int x, int y) const
    {
        const Rect source = in_framebuffer({.x1 = x, .y1 = y});
        return state_.fb->offsets[0] + pitch() * static_cast<u32>(source.y1) +
               sizeof(u32) * static_cast<u32>(source.x1);
    }
    detail::Buffer &buffer() const { return detail::Buffer::of(*state_.fb); }

    static constexpr size_t largest = 1 << 15; // neither core nor device knows of wider screens

    static Rect to_rect(const raw::drm_rect &from)
    {
        return {.x1 = from.x1, .y1 = from.y1, .x2 = from.x2, .y2 = from.y2};
    }
    Rect in_framebuffer(const Rect &part) const { return moved(part, -1); }
    // Nothing is scaled; the source is in 1/65536 of a pixel.
    Rect moved(const Rect &part, int direction) const
    {
        const int right = direction * (state_.dst.x1 - (state_.src.x1 >> 16));
        const int down = direction * (state_.dst.y1 - (state_.src.y1 >> 16));
        return {.x1 = part.x1 + right,
                .y1 = part.y1 + down,
                .x2 = part.x2 + right,
                .y2 = part.y2 + down};
    }

    const raw::drm_plane_state &state_;
};

} // namespace kernel::drm
