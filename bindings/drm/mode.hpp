// SPDX-License-Identifier: GPL-2.0
// <drm/drm_modes.h>: how many pixels a screen shows, and how often.
#pragma once

#include <bindings/drm/rect.hpp>
#include <bindings/raw.hpp>
#include <bindings/types.hpp>

namespace kernel::drm {

/// Width and height, in pixels.
struct Size {
    u32 width;
    u32 height;

    constexpr bool operator==(const Size &) const = default;
};

/// Whether a mode can be had, and if not, why.
enum class ModeStatus {
    ok = raw::MODE_OK,
    /// There is not enough memory for it.
    no_memory = raw::MODE_MEM,
    /// The device has no such width.
    bad_width = raw::MODE_H_ILLEGAL,
    bad_height = raw::MODE_V_ILLEGAL,
};

/// A mode that somebody asks for.
class DisplayMode {
public:
    explicit DisplayMode(const raw::drm_display_mode &mode)
        : size_{.width = mode.hdisplay, .height = mode.vdisplay}
    {}

    Size size() const { return size_; }

private:
    Size size_;
};

} // namespace kernel::drm
