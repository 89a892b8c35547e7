// SPDX-License-Identifier: GPL-2.0
// <drm/drm_crtc.h>: what scans a picture out to a screen.
#pragma once

#include <bindings/drm/cpu_access.hpp>
#include <bindings/drm/crc_source.hpp>
#include <bindings/drm/crtc_state.hpp>
#include <bindings/drm/frame.hpp>
#include <bindings/drm/kms_object.hpp>
#include <bindings/drm/mode.hpp>
#include <bindings/drm/vblank_timer.hpp>

#include <concepts>

namespace kernel::drm {

/// What a class must have to be a driver's CRTC. The core calls enable(), flush() and disable() one after the
/// other, in process context; flush() with each commit while it is enabled. Behind flush() the device has no use for
/// the frame before. is_quick() is asked first: whether flush() would take no longer than a few registers. It may have
/// checksums (HasCrc).
template <class T>
concept Crtc = requires(const T &crtc, const DisplayMode &mode, const Frame &frame) {
    { crtc.mode_valid(mode) } -> std::same_as<ModeStatus>;
    { crtc.enable(mode) } -> std::same_as<void>;
    { crtc.is_quick(frame) } -> std::same_as<bool>;
    { crtc.flush(frame) } -> std::same_as<void>;
    { crtc.disable() } -> std::same_as<void>;
};

namespace detail {

/// A CRTC.
template <Crtc T>
class CrtcObject : public KmsObject<CrtcObject<T>, raw::drm_crtc, raw::drm_crtc_cleanup> {
    using CrtcObject::KmsObject::of;

public:
    /// Context: Process context. May sleep.
    /// Return: the CRTC; -ENOMEM, or -errno of drm_crtc_init_with_planes().
    /// Ownership: the device's.
    static Result<raw::drm_crtc *> create(raw::drm_device &device, raw::drm_plane &primary,
                                          raw::drm_plane *cursor, T crtc) MAY_SLEEP
    {
        auto object = TRY(make_box<CrtcObject>(GFP_KERNEL, std::move(crtc)));
        object->crcs_ = TRY(make_ref<CrcSource<T>>(GFP_KERNEL, object->raw_, object->crtc_));
        unsafe("the device is not registered, and calls destroy() once if this succeeds") {
            TRY(to_result(
                raw::drm_crtc_init_or_cleanup(&device, &object->raw_, &primary, cursor, &funcs_)));
            auto *done = CrtcObject::hand_over(std::move(object));
            raw::drm_crtc_helper_add(done, &helper_funcs_);
            return done;
        }
    }

    /// Has blanks end before the core frees what it knows of them. Behind drm_vblank_init().
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    static Result<> end_blanks_with(raw::drm_device &device, raw::drm_crtc &crtc) MAY_SLEEP
    {
        unsafe("the CRTC is the device's") {
            return to_result(raw::drm_add_action_or_reset(&device, end_blanks, &crtc));
        }
    }

    /// Commits, as drm_atomic_helper_commit() does, and what is quick at once: to have another thread do it would
    /// take longer.
    static int commit(raw::drm_device *device, raw::drm_atomic_state *commit, bool nonblock)
        MAY_SLEEP
    {
        unsafe("the core has checked the commit, and locked all that it is about") {
            if (nonblock && raw::drm_commit_is_early(commit))
                return (-EBUSY).to_errno();
            const int error =
                raw::drm_atomic_helper_commit(device, commit, nonblock && !is_quick(*commit));
            if (!error && !nonblock)
                raw::drm_atomic_helper_wait_for_flip_done(device, commit);
            return error;
        }
    }

    explicit CrtcObject(T crtc) : timer_(this->raw_, at_blank), crtc_(std::move(crtc)) {}

private:
    static void end_blanks(raw::drm_device *, void *crtc) MAY_SLEEP
    {
        auto *raw = static_cast<raw::drm_crtc *>(crtc);
        unsafe("the CRTC is there until destroy()") {
            raw::drm_crtc_vblank_off(raw);
        }
        of(raw).timer_.stop();
        (*of(raw).crcs_)->stop();
    }
    static void at_blank(raw::drm_crtc *raw) { (*of(raw).crcs_)->at_blank(); }

    static raw::drm_mode_status mode_valid(raw::drm_crtc *raw, const raw::drm_display_mode *mode)
    {
        unsafe("the mode is the core's") {
            if (const auto status = raw::drm_mode_check(mode); status != raw::MODE_OK)
                return status;
        }
        return static_cast<raw::drm_mode_status>(of(raw).crtc_.mode_valid(DisplayMode(*mode)));
    }

    // A frame is all of the screen, whatever of it a commit is about.
    static int check(raw::drm_crtc *raw, raw::drm_atomic_state *commit)
    {
        unsafe("the core has the states of the CRTC in this commit") {
            auto *state = CrtcState::of(raw::drm_new_crtc_state(commit, raw));
            auto *primary = raw::drm_crtc_primary(raw);
            auto *cursor = raw::drm_crtc_cursor(raw);
            // Nobody would switch it off any more.
            if (state->base.enable && raw::drm_crtc_needs_modeset(&state->base) &&
                raw::drm_crtc_is_unplugged(raw))
                return (-ENODEV).to_errno();
            state->has_primary = raw::drm_new_plane_state(commit, primary);
            state->has_cursor = cursor && raw::drm_new_plane_state(commit, cursor);
            if (const int error = raw::drm_atomic_add_affected_planes(commit, raw))
                return error;
            const auto *picture = raw::drm_new_plane_state(commit, primary);
            if (state->base.enable && (!picture || !picture->crtc || !picture->visible))
                return (-EINVAL).to_errno();
            return 0;
        }
    }

    static void enable(raw::drm_crtc *raw, raw::drm_atomic_state *commit) MAY_SLEEP
    {
        unsafe("the core has the states of the CRTC in this commit") {
            of(raw).crtc_.enable(DisplayMode(raw::drm_new_crtc_state(commit, raw)->mode));
            raw::drm_crtc_vblank_on(raw);
        }
    }
    static void disable(raw::drm_crtc *raw, raw::drm_atomic_state *commit) MAY_SLEEP
    {
        unsafe("enable() was called, and who waits for an event of this commit gets it") {
            raw::drm_crtc_vblank_off(raw);
            // The next mode has another rate.
            of(raw).timer_.stop();
            of(raw).crtc_.disable();
            // What is switched off for a moment alone is told of by flush().
            if (auto *state = raw::drm_new_crtc_state(commit, raw); !state->active)
                send_event(*raw, *state);
        }
    }
    static void flush(raw::drm_crtc *raw, raw::drm_atomic_state *commit) MAY_SLEEP
    {
        unsafe("the commit has all planes of the CRTC, with their buffers mapped") {
            auto *state = CrtcState::of(raw::drm_new_crtc_state(commit, raw));
            const auto [primary, cursor] = changes(*commit, *raw);
            if (primary.now && primary.now->visible) {
                const CpuAccess to_primary(primary.now->fb);
                const CpuAccess to_cursor(cursor.now ? cursor.now->fb : nullptr);
                const bool can_be_read = to_primary && to_cursor;
                const bool is_all_new =
                    raw::drm_crtc_needs_modeset(&state->base) || of(raw).has_missed_;
                if (can_be_read)
                    of(raw).crtc_.flush(Frame(primary, cursor, is_all_new));
                of(raw).has_missed_ = !can_be_read;
            }
            send_event(*raw, state->base);
        }
    }
    // Not once for each of its callers.
    [[gnu::noinline]] static void send_event(raw::drm_crtc &raw, raw::drm_crtc_state &state)
        KCXX_UNSAFE_FN
    {
        raw::drm_crtc_send_event(&raw, &state);
    }
    static bool is_quick(raw::drm_atomic_state &commit) MAY_SLEEP KCXX_UNSAFE_FN
    {
        auto *raw = raw::drm_commit_crtc_of_flip(&commit);
        if (!raw)
            return false;
        const auto [primary, cursor] = changes(commit, *raw);
        return primary.now && primary.now->visible &&
               of(raw).crtc_.is_quick(Frame(primary, cursor, false));
    }
    /// Of the primary plane, and of the cursor.
    static std::pair<Frame::Change, Frame::Change> changes(raw::drm_atomic_state &commit,
                                                           raw::drm_crtc &raw) KCXX_UNSAFE_FN
    {
        const auto *state = CrtcState::of(raw::drm_new_crtc_state(&commit, &raw));
        return {change(commit, raw::drm_crtc_primary(&raw), state->has_primary),
                change(commit, raw::drm_crtc_cursor(&raw), state->has_cursor)};
    }
    static Frame::Change change(raw::drm_atomic_state &commit, raw::drm_plane *plane,
                                bool is_asked_for) KCXX_UNSAFE_FN
    {
        if (!plane)
            return {};
        return {.now = raw::drm_new_plane_state(&commit, plane),
                .before = raw::drm_old_plane_state(&commit, plane),
                .is_asked_for = is_asked_for};
    }

    static int enable_vblank(raw::drm_crtc *raw) { return to_errno(of(raw).timer_.enable()); }
    static void disable_vblank(raw::drm_crtc *raw) { of(raw).timer_.disable(); }
    static bool vblank_timestamp(raw::drm_crtc *raw, int *, s64 *time, bool)
    {
        *time = of(raw).timer_.last_blank();
        return true;
    }

    static int set_crc_source(raw::drm_crtc *raw, const char *name) MAY_SLEEP
    {
        return to_errno((*of(raw).crcs_)->set(name));
    }
    static int verify_crc_source(raw::drm_crtc *, const char *name, size_t *values)
    {
        *values = 1;
        return name && std::string_view(name) == CrcSource<T>::name ? 0 : (-EINVAL).to_errno();
    }
    static const char *const *crc_sources(raw::drm_crtc *, size_t *count)
    {
        static constexpr const char *names[] = {CrcSource<T>::name};
        *count = std::size(names);
        return names;
    }

    static consteval raw::drm_crtc_funcs make_funcs()
    {
        raw::drm_crtc_funcs funcs{};
        funcs.reset = CrtcState::reset;
        funcs.destroy = CrtcObject::destroy;
        funcs.set_config = raw::drm_atomic_helper_set_config;
        funcs.page_flip = raw::drm_atomic_helper_page_flip;
        funcs.atomic_duplicate_state = CrtcState::duplicate;
        funcs.atomic_destroy_state = CrtcState::destroy;
        funcs.enable_vblank = enable_vblank;
        funcs.disable_vblank = disable_vblank;
        funcs.get_vblank_timestamp = vblank_timestamp;
        if (HasCrc<T>) {
            funcs.set_crc_source = set_crc_source;
            funcs.verify_crc_source = verify_crc_source;
            funcs.get_crc_sources = crc_sources;
        }
        return funcs;
    }
    static consteval raw::drm_crtc_helper_funcs make_helper_funcs()
    {
        raw::drm_crtc_helper_funcs funcs{};
        funcs.mode_valid = mode_valid;
        funcs.atomic_check = check;
        funcs.atomic_enable = enable;
        funcs.atomic_disable = disable;
        funcs.atomic_flush = flush;
        return funcs;
    }

    static constexpr raw::drm_crtc_funcs funcs_ = make_funcs();
    static constexpr raw::drm_crtc_helper_funcs helper_funcs_ = make_helper_funcs();

    VblankTimer timer_;
    const T crtc_;
    std::optional<RefPtr<CrcSource<T>>> crcs_; // there is one behind create()
    bool has_missed_ = false;                  // what a commit had that is new
};

} // namespace detail
} // namespace kernel::drm
