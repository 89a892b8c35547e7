// SPDX-License-Identifier: GPL-2.0
// <drm/drm_damage_helper.h>: what a screen shows from a commit on, and what of it is new.
#pragma once

#include <bindings/drm/layer.hpp>

#include <optional>
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
    Layer primary() const { return Layer(shadow(*primary_.now)); }
    /// Return: nothing: there is none, or it is not within the screen.
    std::optional<Layer> cursor() const { return layer(cursor_.now); }

    /// Calls `f(Rect)` for parts of the screen that together are all that changes. They may overlap.
    ///
    /// Context: Process context, in a commit.
    template <class F> void for_each_damage(F &&f) const
    {
        if (is_all_new_) {
            f(primary().where());
            return;
        }
        if (primary_.is_asked_for)
            for_each_damage_of_primary(f);
        if (cursor_.is_asked_for)
            for (const auto *state : {cursor_.before, cursor_.now})
                if (const auto shown = layer(state))
                    f(shown->where());
    }

private:
    template <class F> void for_each_damage_of_primary(F &f) const
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

    static std::optional<Layer> layer(const raw::drm_plane_state *state)
    {
        if (!state || !state->fb || !state->visible)
            return std::nullopt;
        return std::optional<Layer>(std::in_place, shadow(*state));
    }
    // The planes' tables of functions have all states made as such.
    static const raw::drm_shadow_plane_state &shadow(const raw::drm_plane_state &state)
    {
        static_assert(__builtin_offsetof(raw::drm_shadow_plane_state, base) == 0);
        return reinterpret_cast<const raw::drm_shadow_plane_state &>(state);
    }

    Change primary_;
    Change cursor_;
    bool is_all_new_;
};

} // namespace kernel::drm
