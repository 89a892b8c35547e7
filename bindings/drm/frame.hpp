// SPDX-License-Identifier: GPL-2.0
// <drm/drm_damage_helper.h>: what a screen shows from a commit on, and what of it is new.
#pragma once

#include <bindings/drm/layer.hpp>

#include <utility>

namespace kernel::drm {

/// All that is to be seen on a screen, in a commit: the primary plane, which fills it, and maybe the cursor in
/// front of that.
class Frame {
public:
    /// What a plane shows after the commit, and did before.
    struct Change {
        raw::drm_plane_state *now;
        raw::drm_plane_state *before;
        bool is_asked_for; // by who makes the commit
    };

    Frame(const Change &primary, const Change &cursor, bool is_all_new)
        : primary_(primary), cursor_(cursor), is_all_new_(is_all_new)
    {}

    // Behind the commit nothing of it is there any more.
    Frame(const Frame &) = delete;
    Frame &operator=(const Frame &) = delete;

    /// Context: Process context, in a commit.
    Layer primary() const { return Layer(*primary_.now); }
    /// Return: false: there is none, or it is not within the screen.
    bool has_cursor() const { return is_seen(cursor_.now); }
    /// Context: as above. There is one: else a BUG.
    Layer cursor() const
    {
        if (!has_cursor()) [[unlikely]]
            bug<"a frame without a cursor">();
        return Layer(*cursor_.now);
    }

    /// Calls `f(Rect)` for parts of the screen that together are all that changes, or all of it if nothing is there
    /// yet. They may overlap.
    ///
    /// Context: Process context, in a commit.
    template <class F> void for_each_damage(bool is_new, F &&f) const
    {
        const Rect screen = primary().where();
        if (is_new || is_all_new_) {
            f(screen);
            return;
        }
        // Of a picture more may be told than is to be seen of it.
        const auto within = [&](const Rect &part) {
            if (const Rect seen = part.intersect(screen); !seen.is_empty())
                f(seen);
        };
        if (primary_.is_asked_for)
            for_each_damage_of_primary(within);
        if (cursor_.is_asked_for)
            for (const auto *state : {cursor_.before, cursor_.now})
                if (is_seen(state))
                    within(Layer(*state).where());
    }

private:
    template <class F> void for_each_damage_of_primary(const F &f) const
    {
        unsafe("both states are the commit's") {
            raw::drm_atomic_helper_damage_iter iter;
            raw::drm_atomic_helper_damage_iter_init(&iter, primary_.before, primary_.now);
            raw::drm_rect part{};
            while (raw::drm_atomic_helper_damage_iter_next(&iter, &part))
                f(primary().on_screen(
                    {.x1 = part.x1, .y1 = part.y1, .x2 = part.x2, .y2 = part.y2}));
        }
    }

    static bool is_seen(const raw::drm_plane_state *state)
    {
        return state && state->fb && state->visible;
    }

    Change primary_;
    Change cursor_;
    bool is_all_new_;
};

} // namespace kernel::drm
