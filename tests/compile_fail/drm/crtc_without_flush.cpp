// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: no matching function for call to 'create'
// why: C leaves a function of the table out, and the core calls it, or shows nothing for ever.
// rust: none: there is no KMS
#include <bindings/drm/device.hpp>

using namespace kernel;

struct Crtc {
    drm::ModeStatus mode_valid(const drm::DisplayMode &) const { return drm::ModeStatus::ok; }
    void enable(const drm::DisplayMode &) const {}
    bool is_quick(const drm::Frame &) const { return false; }
#ifdef CONTROL
    void flush(const drm::Frame &) const {}
#endif
    void disable() const {}
};
struct Connector {
    static constexpr drm::Size preferred{.width = 1024, .height = 768};
    static constexpr drm::Size largest = preferred;
    Result<> read_edid(std::span<u8>, size_t) const { return -ENODEV; }
};

struct Driver {
    static constexpr drm::DriverInfo info{.name = "test", .desc = "test", .major = 1, .minor = 0};
};

Result<Box<drm::Registration>> make(pci::Device &pdev, RefPtr<drm::FrameMemory> memory) MAY_SLEEP
{
    constexpr drm::Size size = Connector::preferred;
    return drm::Registration::create<Driver>(pdev, memory, size, size, Crtc(), Connector());
}
