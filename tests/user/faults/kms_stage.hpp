// SPDX-License-Identifier: GPL-2.0
// A screen with a picture, and what is done to it while something fails: an error leaves it as it was, or it has all
// of what was asked for.
#pragma once

#include <tests/user/faults/change.hpp>
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/scanout.hpp>

namespace faults {

/// Small: what takes pages takes few of them.
constexpr std::uint32_t side = 64;

class Stage {
public:
    Stage(const std::string &path_, const std::string &slot)
        : path(path_), card(path_.c_str()), first(card, side, side), second(card, side, side),
          arrow(card, side, side, DRM_FORMAT_ARGB8888), scanout(slot, side, side)
    {
        first.paint(1);
        second.paint(2);
        arrow.paint_from(3, 0, 0);
        EXPECT(Commit(card).show(first).mode(small_mode(side, side)).now(), 0, 0);
        EXPECT(scanout.has(1), true, 0);
    }

    /// All that there is to be seen, or asked for.
    std::string state() const
    {
        std::string all = "scanout=" + std::to_string(scanout.sum());
        for (const auto &[object, type] : {std::pair{card.plane, DRM_MODE_OBJECT_PLANE},
                                           {card.cursor, DRM_MODE_OBJECT_PLANE},
                                           {card.crtc, DRM_MODE_OBJECT_CRTC},
                                           {card.connector, DRM_MODE_OBJECT_CONNECTOR}})
            for (const auto &[property, value] : card.values(object, type))
                all += " " + std::to_string(object) + "." + std::to_string(property) + "=" +
                       std::to_string(value);
        return all;
    }
    bool shows(const Picture &picture) const
    {
        return card.value(card.plane, DRM_MODE_OBJECT_PLANE, "FB_ID") == picture.framebuffer;
    }

    const std::string path;
    const Card card;
    Picture first, second, arrow;
    const Scanout scanout;
};

} // namespace faults
