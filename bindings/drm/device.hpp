// SPDX-License-Identifier: GPL-2.0
// <drm/drm_drv.h>: devices that user space draws with, in /dev/dri.
#pragma once

#include <bindings/drm/buffer_calls.hpp>
#include <bindings/drm/connector.hpp>
#include <bindings/drm/crtc.hpp>
#include <bindings/drm/driver.hpp>
#include <bindings/drm/plane.hpp>
#include <bindings/pci_device.hpp>

namespace kernel::drm {

/// A device in /dev/dri, while this lives. Then it is gone for who has it open, and its screen is off.
class Registration {
public:
    /// Makes a device of driver T with a screen: what scans that out, in formats of 32 bits, with a cursor of up
    /// to `cursor`, and what is at the other end. `memory` is what it is scanned out of. The kernel's console is on it.
    ///
    /// Context: Process context. May sleep.
    /// Return: the device; -EINVAL (`largest` is nothing, or above 16384), -ENOMEM, or -errno of the core.
    /// Ownership: of `memory`, `crtc` and `connector`: the device's, until its last reference goes, which may be an
    /// open file's.
    template <Driver T, Crtc C, Connector N>
    static Result<Box<Registration>> create(pci::Device &parent, RefPtr<FrameMemory> memory,
                                            Size largest, Size cursor, C crtc, N connector)
        MAY_SLEEP;

    /// What create() alone has.
    class Token {
        friend class Registration;
        Token() = default;
    };
    /// Ownership: of one reference: this one's.
    Registration(Token, raw::drm_device &device) : device_(&device) {}
    Registration(const Registration &) = delete;
    Registration &operator=(const Registration &) = delete;
    ~Registration() MAY_SLEEP
    {
        unsafe("the reference is this one's, and create() may have registered it") {
            if (may_be_open_) {
                raw::drm_dev_unplug(device_);
                raw::drm_atomic_helper_shutdown(device_);
                detail::BufferCalls::memory_of(*device_).close();
            }
            raw::drm_dev_put(device_);
        }
    }

    /// Before the machine sleeps: the screen is off, and what is in the device's memory is so in shared memory, for
    /// the device may lose it.
    ///
    /// Context: Process context, with user space frozen. May sleep.
    /// Return: nothing; -ENOMEM, or -errno of the core.
    Result<> suspend() MAY_SLEEP
    {
        unsafe("the device is registered, and suspended once until resume()") {
            TRY(to_result(raw::drm_mode_config_helper_suspend(device_)));
        }
        detail::BufferCalls::memory_of(*device_).take_all_back();
        return {};
    }

    /// Shows again what was on the screen.
    ///
    /// Context: as suspend(), which has succeeded.
    /// Return: nothing; -EINVAL: it was not suspended; -errno of the core.
    Result<> resume() MAY_SLEEP
    {
        unsafe("the device is registered") {
            return to_result(raw::drm_mode_config_helper_resume(device_));
        }
    }

    /// Switches the screen off, for the machine goes off.
    ///
    /// Context: Process context. May sleep.
    void shutdown() MAY_SLEEP
    {
        unsafe("the device is registered") {
            raw::drm_atomic_helper_shutdown(device_);
        }
    }

private:
    template <Crtc C, Connector N>
    Result<> add_screen(Size largest, Size cursor, C crtc, N connector) MAY_SLEEP;

    raw::drm_device *device_;
    bool may_be_open_ = false;
};

namespace detail {

inline constexpr u32 primary_formats[] = {raw::DRM_FORMAT_XRGB8888};
inline constexpr u32 cursor_formats[] = {raw::DRM_FORMAT_ARGB8888};

template <Driver T> consteval raw::drm_driver make_driver()
{
    auto driver = make_gem_driver<T>(raw::DRIVER_MODESET | raw::DRIVER_ATOMIC);
    driver.gem_create_object = BufferCalls::create;
    driver.dumb_create = raw::drm_gem_shmem_dumb_create;
    driver.gem_prime_import = BufferCalls::import;
    return driver;
}
template <Driver T> inline constexpr raw::drm_driver driver = make_driver<T>();

template <Crtc C> consteval raw::drm_mode_config_funcs make_mode_config_funcs()
{
    raw::drm_mode_config_funcs funcs{};
    funcs.fb_create = raw::drm_gem_fb_create_with_dirty;
    funcs.atomic_check = raw::drm_atomic_helper_check;
    funcs.atomic_commit = CrtcObject<C>::commit;
    return funcs;
}
template <Crtc C>
inline constexpr raw::drm_mode_config_funcs mode_config_funcs = make_mode_config_funcs<C>();

inline void commit_tail(raw::drm_atomic_state *commit)
{
    unsafe("the core has prepared the commit, and calls this once") {
        raw::drm_commit_tail(commit);
    }
}

consteval raw::drm_mode_config_helper_funcs make_mode_config_helper_funcs()
{
    raw::drm_mode_config_helper_funcs funcs{};
    funcs.atomic_commit_tail = commit_tail;
    return funcs;
}
inline constexpr raw::drm_mode_config_helper_funcs mode_config_helper_funcs =
    make_mode_config_helper_funcs();

} // namespace detail

template <Driver T, Crtc C, Connector N>
Result<Box<Registration>> Registration::create(pci::Device &parent, RefPtr<FrameMemory> memory,
                                               Size largest, Size cursor, C crtc, N connector)
    MAY_SLEEP
{
    unsafe("open files keep the module, and so the driver; the device is registered with all it "
           "has") {
        auto *device = raw::drm_dev_alloc(&detail::driver<T>, &parent.raw_device());
        TRY(to_result(device));
        auto made = make_box<Registration>(GFP_KERNEL, Token(), *device);
        if (!made)
            raw::drm_dev_put(device);
        auto registration = TRY(std::move(made));
        TRY(detail::BufferCalls::set_memory(*device, std::move(memory)));
        TRY(registration->add_screen(largest, cursor, std::move(crtc), std::move(connector)));
        // Somebody may have opened it before that fails, and the core goes on to take it for registered.
        registration->may_be_open_ = true;
        TRY(to_result(raw::drm_dev_register(device, 0)));
        raw::drm_fbdev_setup(device, 32);
        return registration;
    }
}

template <Crtc C, Connector N>
Result<> Registration::add_screen(Size largest, Size cursor, C crtc, N connector) MAY_SLEEP
{
    using detail::PlaneKind;
    // Places have 16 bits for their pixels, and a sign.
    constexpr u32 most = 1 << 14;
    if (largest.width < 1 || largest.width > most || largest.height < 1 || largest.height > most)
        return -EINVAL;
    unsafe("the device is not registered") {
        TRY(to_result(raw::drm_mode_config_init(device_, &detail::mode_config_funcs<C>,
                                                &detail::mode_config_helper_funcs)));
        raw::drm_mode_config_set_limits(device_, static_cast<int>(largest.width),
                                        static_cast<int>(largest.height), cursor.width,
                                        cursor.height);
    }
    auto *primary =
        TRY(detail::Plane<PlaneKind::primary>::create(*device_, detail::primary_formats));
    auto *front = TRY(detail::Plane<PlaneKind::cursor>::create(*device_, detail::cursor_formats));
    auto *scanning = TRY(detail::CrtcObject<C>::create(*device_, *primary, front, std::move(crtc)));
    TRY(detail::ConnectorObject<N>::create(*device_, *scanning, std::move(connector)));
    unsafe("the device is not registered, and has all that is reset") {
        TRY(to_result(raw::drm_vblank_init(device_, 1)));
        TRY(detail::CrtcObject<C>::end_blanks_with(*device_, *scanning));
        raw::drm_mode_config_reset(device_);
        if (!raw::drm_mode_config_is_reset(device_))
            return -ENOMEM;
    }
    return {};
}

} // namespace kernel::drm
