// SPDX-License-Identifier: GPL-2.0
// <drm/drm_atomic_state_helper.h>: what a commit asks of a screen as a whole.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/slab.hpp>

namespace kernel::drm::detail {

/// The core has each freed by destroy(), once.
struct CrtcState {
    raw::drm_crtc_state base;
    bool has_primary; // among what was asked for
    bool has_cursor;

    static CrtcState *of(raw::drm_crtc_state *base)
    {
        static_assert(__builtin_offsetof(CrtcState, base) == 0);
        return reinterpret_cast<CrtcState *>(base);
    }

    // These are drm_crtc_funcs of the same name.
    static void reset(raw::drm_crtc *crtc) MAY_SLEEP
    {
        auto *state = make();
        unsafe("nobody uses the state of before any more") {
            if (auto *old = raw::drm_crtc_current_state(crtc))
                destroy(crtc, old);
            raw::__drm_atomic_helper_crtc_reset(crtc, state);
        }
    }
    static raw::drm_crtc_state *duplicate(raw::drm_crtc *crtc) MAY_SLEEP
    {
        unsafe("the core holds its lock of the state that there is") {
            auto *state = raw::drm_crtc_current_state(crtc) ? make() : nullptr;
            if (state)
                raw::__drm_atomic_helper_crtc_duplicate_state(crtc, state);
            return state;
        }
    }
    static void destroy(raw::drm_crtc *, raw::drm_crtc_state *base)
    {
        unsafe("it is one of reset() or duplicate(), and nobody uses it any more") {
            raw::__drm_atomic_helper_crtc_destroy_state(base);
            static_cast<void>(Box<CrtcState>::from_raw(of(base)));
        }
    }

private:
    static raw::drm_crtc_state *make() MAY_SLEEP
    {
        auto state = make_box<CrtcState>(GFP_KERNEL);
        if (!state)
            return nullptr;
        return &state.take().into_raw()->base;
    }
};

} // namespace kernel::drm::detail
