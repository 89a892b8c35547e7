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

struct Change {
    const char *name;
    int errors; // at least so many
    /// 0, or -1 and errno.
    std::function<int()> run;
    /// Whether all of it has happened.
    std::function<bool()> is_done;
    std::function<void()> undo;
    std::function<std::string()> state;
    /// What it needs each time.
    std::function<void()> prepare = [] {};
    /// Whether nothing is left of those that failed.
    std::function<bool()> is_well = [] { return true; };
    int other_error = 0; // besides ENOMEM and EFAULT
};

/// Lets each allocation and each copy of it fail once.
inline void try_with_each_fault(const Change &change)
{
    static const Change *now;
    static std::string before;
    static const auto begin_anew = [] {
        now->prepare();
        before = now->state();
    };
    now = &change;
    begin_anew();
    const operation each = {
        .name = change.name,
        .run = [] { return now->run(); },
        .errors = change.errors,
        .check =
            [] {
                const auto is = now->state();
                // The last copy is that of the answer.
                const bool is_done = is != before && now->is_done();
                if (is_done)
                    now->undo();
                if (is != before && !is_done)
                    std::printf("%s: before: %s\n%s: now: %s\n", now->name, before.c_str(),
                                now->name, is.c_str());
                const bool is_well = is == before || is_done;
                begin_anew();
                return is_well ? 0 : -1;
            },
        .undo =
            [] {
                const bool is_done = now->is_done();
                now->undo();
                begin_anew();
                return is_done ? 0 : -1;
            },
        .last = 0,
        .done = [] { return now->is_well() ? 0 : -1; },
        .other_errors = {change.other_error},
    };
    with_each_fault(&each);
}

} // namespace faults
