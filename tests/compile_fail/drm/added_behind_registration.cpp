// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C adds a screen to a device that user space has open already, and looks at half of it.
// rust: none: there is no KMS
#include <bindings/drm/device.hpp>

using namespace kernel;

struct Crtc {
    drm::ModeStatus mode_valid(const drm::DisplayMode &) const { return drm::ModeStatus::ok; }
    void enable(const drm::DisplayMode &) const {}
    void flush(const drm::Frame &) const {}
    void disable() const {}
};
struct Connector {
    static constexpr drm::Size preferred{.width = 1024, .height = 768};
    static constexpr drm::Size largest = preferred;
    Result<> read_edid(std::span<u8>, size_t) const { return -ENODEV; }
};

Result<Box<drm::Registration>> make(drm::NewDevice device) MAY_SLEEP
{
    constexpr drm::Size size = Connector::preferred;
#ifdef CONTROL
    TRY(device.add_screen(size, size, Crtc(), Connector()));
    return drm::Registration::create(std::move(device));
#else
    auto registration = drm::Registration::create(std::move(device));
    TRY(device.add_screen(size, size, Crtc(), Connector()));
    return registration;
#endif
}
