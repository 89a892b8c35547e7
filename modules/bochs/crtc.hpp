// SPDX-License-Identifier: GPL-2.0
// What scans out: a buffer from where it is or, if that cannot be, a copy of it. So it is with a cursor, which the
// device has none of: it is drawn into the copy.
#pragma once

#include <bindings/drm/crtc.hpp>
#include <bindings/drm/frame_memory.hpp>
#include <modules/bochs/screen.hpp>

namespace bochs {

class Crtc {
public:
    Crtc(RefPtr<Screen> screen, RefPtr<drm::FrameMemory> memory)
        : screen_(std::move(screen)), memory_(std::move(memory))
    {}

    drm::ModeStatus mode_valid(const drm::DisplayMode &mode) const;
    void enable(const drm::DisplayMode &mode) const MAY_SLEEP;
    void disable() const { screen_->switch_off(); }
    bool is_quick(const drm::Frame &frame) const MAY_SLEEP;
    void flush(const drm::Frame &frame) const MAY_SLEEP;
    Result<u32> crc() const MAY_SLEEP { return memory_->crc(); }

private:
    static void draw(const drm::Frame &frame, const drm::Rect &part, const drm::Canvas &canvas);
    static void draw_with_cursor(const drm::Frame &frame, const drm::Rect &part,
                                 const drm::Canvas &canvas);

    RefPtr<Screen> screen_;
    RefPtr<drm::FrameMemory> memory_;
};

} // namespace bochs
