// SPDX-License-Identifier: GPL-2.0
// <drm/drm_vblank.h>: vertical blanks of a device that does not tell of its own, by a timer of the mode's rate
// (what Linux 6.18 has as drm_vblank_helper.h).
#pragma once

#include <bindings/locked.hpp>
#include <bindings/result.hpp>

namespace kernel::drm::detail {

/// Invariant: the timer is queued, or its function runs, if and only if `is_armed`.
class VblankTimer {
public:
    /// `told` is called behind each blank, in its interrupt.
    VblankTimer(raw::drm_crtc &crtc [[clang::lifetimebound]], void (*told)(raw::drm_crtc *))
        : crtc_(&crtc), told_(told)
    {
        unsafe("the timer is set up once, and stop() comes before its memory goes") {
            raw::hrtimer_setup(&timer_, expired);
        }
    }
    VblankTimer(const VblankTimer &) = delete;
    VblankTimer &operator=(const VblankTimer &) = delete;
    /// Context: Process context, no locks that the core holds when it handles a blank.
    ~VblankTimer() { stop(); }

    /// Behind drm_crtc_vblank_off(): the core enables no more, and the function has ended.
    ///
    /// Context: as ~VblankTimer().
    void stop()
    {
        disable();
        unsafe("it was set up, and nobody starts it any more") {
            raw::hrtimer_cancel(&timer_);
        }
        state_.with([](State &state) { state.is_armed = false; });
    }

    /// Context: Any context; the core holds its locks of vertical blanks.
    /// Return: nothing; -EINVAL: there is no mode.
    Result<> enable()
    {
        unsafe("the core knows the mode, and the timer is set up") {
            const int duration = raw::drm_crtc_frame_duration(crtc_);
            if (duration <= 0)
                return -EINVAL;
            const u64 interval = static_cast<u64>(duration);
            state_.with([&](State &state) {
                state.interval = interval;
                unsafe("not armed, it may be started, also by the end of its own function") {
                    if (!std::exchange(state.is_armed, true))
                        raw::hrtimer_start(&timer_, interval);
                }
            });
        }
        return {};
    }

    /// Context: as enable(). A function that runs needs locks of the core, so nobody waits for it: it finds that
    /// there is nothing to do.
    void disable()
    {
        state_.with([&](State &state) {
            state.interval = 0;
            unsafe("it was set up") {
                if (raw::hrtimer_try_to_cancel(&timer_) > 0)
                    state.is_armed = false;
            }
        });
    }

    /// Context: Any context.
    /// Return: when the last blank was, or now if there are none.
    s64 last_blank() const
    {
        unsafe("it was set up") {
            const u64 interval = state_.with([](State &state) { return state.interval; });
            if (interval == 0)
                return raw::ktime_get();
            // It is set forward before the blank is told of.
            return raw::hrtimer_expires(&timer_) - static_cast<s64>(interval);
        }
    }

private:
    struct State {
        u64 interval = 0; // in nanoseconds; 0: disabled
        bool is_armed = false;
    };

    static raw::hrtimer_restart expired(raw::hrtimer *timer)
    {
        static_assert(__builtin_offsetof(VblankTimer, timer_) == 0);
        auto &self = *reinterpret_cast<VblankTimer *>(timer);
        const u64 interval = self.state_.with([](State &state) { return state.interval; });
        unsafe("this is the timer's function") {
            if (interval != 0) {
                raw::hrtimer_forward_now(timer, interval);
                raw::drm_crtc_handle_vblank(self.crtc_);
                self.told_(self.crtc_);
            }
        }
        return self.state_.with([](State &state) {
            state.is_armed = state.interval != 0;
            return state.is_armed ? raw::HRTIMER_RESTART : raw::HRTIMER_NORESTART;
        });
    }

    raw::hrtimer timer_{};
    raw::drm_crtc *crtc_;
    void (*told_)(raw::drm_crtc *);
    Locked<State, SpinLockIrq<"drm.vblank_timer">> state_;
};

} // namespace kernel::drm::detail
