// SPDX-License-Identifier: GPL-2.0
// A screen with a picture, and what is done to it while something fails: an error leaves it as it was, or it has all
// of what was asked for.
#pragma once

#include <tests/user/fault.h>
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/scanout.hpp>

#include <functional>

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
            for (const auto &[name, property] : card.properties(object, type))
                all += " " + name + "=" + std::to_string(property.second);
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

struct Change {
    const char *name;
    int errors; // at least so many
    /// 0, or -1 and errno.
    std::function<int()> run;
    /// Whether all of it has happened.
    std::function<bool()> is_done;
    std::function<void()> undo;
    std::function<std::string()> state;
    /// Whether nothing is left of those that failed.
    std::function<bool()> is_well = [] { return true; };
};

/// Lets each allocation and each copy of it fail once.
inline void try_with_each_fault(const Change &change)
{
    static const Change *now;
    static std::string before;
    now = &change;
    before = change.state();
    const operation each = {
        .name = change.name,
        .run = [] { return now->run(); },
        .errors = change.errors,
        .check =
            [] {
                // The last copy is that of the answer.
                if (const auto is = now->state(); is != before && !now->is_done()) {
                    std::printf("%s: before: %s\n%s: now: %s\n", now->name, before.c_str(),
                                now->name, is.c_str());
                    return -1;
                } else if (is != before) {
                    now->undo();
                    before = now->state();
                }
                return 0;
            },
        .undo =
            [] {
                const bool is_done = now->is_done();
                now->undo();
                before = now->state();
                return is_done ? 0 : -1;
            },
        .last = 0,
        .done = [] { return now->is_well() ? 0 : -1; },
    };
    with_each_fault(&each);
}

} // namespace faults
