// SPDX-License-Identifier: GPL-2.0
// <drm/drm_plane.h>: what a screen is put together of.
#pragma once

#include <bindings/drm/buffer.hpp>
#include <bindings/drm/kms_object.hpp>
#include <bindings/types.hpp>

#include <span>

namespace kernel::drm::detail {

enum class PlaneKind { primary, cursor };

template <PlaneKind kind>
class Plane : public KmsObject<Plane<kind>, raw::drm_plane, raw::drm_plane_cleanup> {
public:
    /// Context: Process context. May sleep.
    /// Return: the plane; -ENOMEM, or -errno of drm_universal_plane_init().
    /// Ownership: the device's.
    static Result<raw::drm_plane *> create(raw::drm_device &device, std::span<const u32> formats)
        MAY_SLEEP
    {
        auto plane = TRY(make_box<Plane>(GFP_KERNEL));
        unsafe("the device is not registered, and calls destroy() once if this succeeds") {
            TRY(to_result(raw::drm_universal_plane_init(
                &device, &plane->raw_, 0, &funcs_, formats.data(),
                static_cast<unsigned int>(formats.size()), nullptr, type, nullptr)));
            auto *done = Plane::hand_over(std::move(plane));
            raw::drm_plane_helper_add(done, &helper_funcs_);
            if (kind == PlaneKind::primary)
                raw::drm_plane_enable_fb_damage_clips(done);
            return done;
        }
    }

private:
    static constexpr auto type =
        kind == PlaneKind::primary ? raw::DRM_PLANE_TYPE_PRIMARY : raw::DRM_PLANE_TYPE_CURSOR;

    // For what is not scanned out of where it is, but copied.
    static int prepare(raw::drm_plane *plane, raw::drm_plane_state *state) MAY_SLEEP
    {
        unsafe("the core has a state that is to come, and its framebuffer") {
            if (!state->fb)
                return 0;
            if (const int error = raw::drm_gem_plane_helper_prepare_fb(plane, state))
                return error;
            return to_errno(Buffer::of(*state->fb).map());
        }
    }
    static int check(raw::drm_plane *plane, raw::drm_atomic_state *state)
    {
        unsafe("the core has the plane's states in this commit") {
            return raw::drm_check_plane(state, plane, kind == PlaneKind::cursor);
        }
    }
    // All planes of a screen are looked at together, as a Frame.
    static void update(raw::drm_plane *, raw::drm_atomic_state *) {}

    static consteval raw::drm_plane_funcs make_funcs()
    {
        raw::drm_plane_funcs funcs{};
        funcs.update_plane = raw::drm_atomic_helper_update_plane;
        funcs.disable_plane = raw::drm_atomic_helper_disable_plane;
        funcs.destroy = Plane::destroy;
        funcs.reset = raw::drm_atomic_helper_plane_reset;
        funcs.atomic_duplicate_state = raw::drm_atomic_helper_plane_duplicate_state;
        funcs.atomic_destroy_state = raw::drm_atomic_helper_plane_destroy_state;
        return funcs;
    }
    static consteval raw::drm_plane_helper_funcs make_helper_funcs()
    {
        raw::drm_plane_helper_funcs funcs{};
        funcs.prepare_fb = prepare;
        funcs.atomic_check = check;
        funcs.atomic_update = update;
        return funcs;
    }

    static constexpr raw::drm_plane_funcs funcs_ = make_funcs();
    static constexpr raw::drm_plane_helper_funcs helper_funcs_ = make_helper_funcs();
};

} // namespace kernel::drm::detail
