// SPDX-License-Identifier: GPL-2.0
// What scans out: copies what is new of a frame to the screen, with the cursor drawn into it, which the device
// has none of.
#pragma once

#include <bindings/drm/crtc.hpp>
#include <modules/bochs/screen.hpp>

namespace bochs {

class Crtc {
public:
    Crtc(RefPtr<Screen> screen, size_t memory_size)
        : screen_(std::move(screen)), memory_size_(memory_size)
    {}

    drm::ModeStatus mode_valid(const drm::DisplayMode &mode) const;
    void enable(const drm::DisplayMode &mode) const { screen_->set_mode(mode.size()); }
    void disable() const { screen_->switch_off(); }
    void flush(const drm::Frame &frame) const;

private:
    static void draw(const drm::Frame &frame, const drm::Rect &part, const drm::Canvas &canvas);
    static void draw_with_cursor(const drm::Frame &frame, const drm::Rect &part,
                                 const drm::Canvas &canvas);

    RefPtr<Screen> screen_;
    size_t memory_size_;
};

} // namespace bochs
