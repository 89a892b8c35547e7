// SPDX-License-Identifier: GPL-2.0
// <drm/drm_rect.h>: rectangles of pixels.
#pragma once

#include <algorithm>

namespace kernel::drm {

/// From (x1, y1) up to, and without, (x2, y2).
struct Rect {
    int x1 = 0;
    int y1 = 0;
    int x2 = 0;
    int y2 = 0;

    constexpr bool operator==(const Rect &) const = default;

    constexpr int width() const { return x2 - x1; }
    constexpr int height() const { return y2 - y1; }
    constexpr bool is_empty() const { return x2 <= x1 || y2 <= y1; }

    /// What both have in common; empty if that is nothing.
    constexpr Rect intersect(const Rect &other) const
    {
        return {.x1 = std::max(x1, other.x1),
                .y1 = std::max(y1, other.y1),
                .x2 = std::min(x2, other.x2),
                .y2 = std::min(y2, other.y2)};
    }
    constexpr bool contains(const Rect &other) const { return intersect(other) == other; }

    /// Calls `f(Rect)` for parts that together, none of them twice, are what is not in `hole`.
    template <class F> constexpr void for_each_outside(const Rect &hole, F &&f) const
    {
        const Rect common = intersect(hole);
        if (common.is_empty()) {
            f(*this);
            return;
        }
        for (const Rect &part : {Rect{.x1 = x1, .y1 = y1, .x2 = x2, .y2 = common.y1},
                                 Rect{.x1 = x1, .y1 = common.y1, .x2 = common.x1, .y2 = common.y2},
                                 Rect{.x1 = common.x2, .y1 = common.y1, .x2 = x2, .y2 = common.y2},
                                 Rect{.x1 = x1, .y1 = common.y2, .x2 = x2, .y2 = y2}})
            if (!part.is_empty())
                f(part);
    }
};

} // namespace kernel::drm
