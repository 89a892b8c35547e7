// SPDX-License-Identifier: GPL-2.0
// <drm/drm_debugfs_crc.h>: checksums of what is scanned out, one for a frame: /sys/kernel/debug/dri/N/crtc-0/crc.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/workqueue.hpp>

#include <optional>
#include <string_view>

namespace kernel::drm {

/// What a driver's CRTC has if it can read back what it scans out. crc() is called in process context: while somebody
/// asks, after each vertical blank that comes before the last has been dealt with.
template <class T>
concept HasCrc = requires(const T &crtc) {
    { crtc.crc() } -> std::same_as<Result<u32>>;
};

namespace detail {

/// The checksums of a CRTC, "auto" being all there is.
///
/// While somebody has the file open he has device and module, too: the core goes to the CRTC when it is closed, even
/// if the device has gone.
template <class T> class CrcSource : public RefCounted<CrcSource<T>> {
public:
    static constexpr const char *name = "auto";

    CrcSource(raw::drm_crtc &crtc, const T &screen) : crtc_(&crtc), screen_(&screen) {}

    /// Begins, or ends if nobody asks any more (nullptr).
    ///
    /// Context: Process context. May sleep. One call after the other: the core has one file open at a time.
    /// Return: nothing; -EINVAL: there are no frames; -ENODEV: the module is being unloaded.
    Result<> set(const char *source) const MAY_SLEEP
    {
        if (source)
            return begin();
        if (state_.with([](State &state) { return std::exchange(state.is_on, false); })) {
            compute_.cancel_sync();
            state_.with([](State &state) { state.ended++; });
            // With a reference to the module it has its turn; the end of the module waits for it.
            system_unbound_wq.queue(let_go_);
            unsafe("begin() has got both") {
                raw::drm_crtc_vblank_put(crtc_);
                raw::module_put(&raw::__this_module);
            }
        }
        return {};
    }

    /// A blank has been told of.
    ///
    /// Context: Any context.
    void at_blank() const
    {
        const bool is_on = state_.with([this](State &state) {
            unsafe("the CRTC is there until stop()") {
                if (state.is_on)
                    state.frame = static_cast<u32>(raw::drm_crtc_vblank_count(crtc_));
            }
            return state.is_on;
        });
        if (is_on)
            system_unbound_wq.queue(compute_);
    }

    /// Before the CRTC goes, with no blanks any more.
    ///
    /// Context: Process context. May sleep.
    void stop() const MAY_SLEEP { compute_.cancel_sync(); }

private:
    struct State {
        bool is_on = false;
        std::optional<u32> frame; // whose checksum is to be computed
        u32 ended = 0;            // how often, with the device still to be let go
    };

    Result<> begin() const MAY_SLEEP
    {
        unsafe("the core has the CRTC, and with it the device, while the file is being opened") {
            if (!raw::try_module_get(&raw::__this_module))
                return -ENODEV;
            if (const auto got = to_result(raw::drm_crtc_vblank_get(crtc_)); !got) {
                raw::module_put(&raw::__this_module);
                return got.error();
            }
            raw::drm_dev_get(raw::drm_crtc_device(crtc_));
        }
        state_.with([](State &state) {
            state.is_on = true;
            state.frame.reset();
        });
        return {};
    }

    void compute() const MAY_SLEEP
    {
        if constexpr (HasCrc<T>) {
            const auto frame =
                state_.with([](State &state) { return std::exchange(state.frame, {}); });
            if (!frame)
                return;
            auto crc = screen_->crc();
            if (!crc)
                return;
            u32 value = crc.take();
            unsafe("the CRTC is there until stop(), and the core copies the one value") {
                raw::drm_crtc_add_crc_entry(crtc_, true, *frame, &value);
            }
        }
    }

    /// Behind the core's last look at the CRTC, which comes soon after set(nullptr), and before its task sleeps.
    void let_go() const MAY_SLEEP
    {
        const u32 ended = state_.with([](State &state) { return std::exchange(state.ended, 0); });
        unsafe("begin() has got it as often") {
            auto *device = raw::drm_crtc_device(crtc_);
            raw::synchronize_rcu_tasks();
            for (u32 i = 0; i < ended; i++)
                raw::drm_dev_put(device);
        }
    }

    raw::drm_crtc *crtc_;
    const T *screen_;
    Locked<State, SpinLockIrq<"drm.crc_source">> state_;
    Work<&CrcSource::compute> compute_{*this};
    Work<&CrcSource::let_go> let_go_{*this};
};

} // namespace detail
} // namespace kernel::drm
