// SPDX-License-Identifier: GPL-2.0
// Changes of a display that are made all at once, or not at all.
#pragma once

#include <tests/user/kms/picture.hpp>

class Commit {
public:
    explicit Commit(const Card &card) : card_(card) {}

    Commit &set(std::uint32_t object, std::uint32_t type, const std::string &name,
                std::uint64_t value)
    {
        objects_.push_back(object);
        counts_.push_back(1);
        properties_.push_back(card_.property(object, type, name));
        values_.push_back(value);
        return *this;
    }
    Commit &plane(const std::string &name, std::uint64_t value)
    {
        return set(card_.plane, DRM_MODE_OBJECT_PLANE, name, value);
    }
    /// The whole of the picture, one of this program or of another device, fills the screen.
    template <class T> Commit &show(const T &picture)
    {
        plane("FB_ID", picture.framebuffer).plane("CRTC_ID", card_.crtc);
        plane("SRC_X", 0).plane("SRC_Y", 0).plane("CRTC_X", 0).plane("CRTC_Y", 0);
        plane("SRC_W", std::uint64_t{picture.width} << 16)
            .plane("SRC_H", std::uint64_t{picture.height} << 16);
        return plane("CRTC_W", picture.width).plane("CRTC_H", picture.height);
    }
    /// In front of it.
    Commit &show_cursor(const Picture &picture, std::int32_t x, std::int32_t y)
    {
        cursor("FB_ID", picture.framebuffer).cursor("CRTC_ID", card_.crtc);
        cursor("SRC_X", 0).cursor("SRC_Y", 0);
        cursor("SRC_W", std::uint64_t{picture.width} << 16);
        cursor("SRC_H", std::uint64_t{picture.height} << 16);
        return move_cursor(x, y).cursor("CRTC_W", picture.width).cursor("CRTC_H", picture.height);
    }
    Commit &move_cursor(std::int32_t x, std::int32_t y)
    {
        return cursor("CRTC_X", static_cast<std::uint64_t>(std::int64_t{x}))
            .cursor("CRTC_Y", static_cast<std::uint64_t>(std::int64_t{y}));
    }
    Commit &hide_cursor() { return cursor("FB_ID", 0).cursor("CRTC_ID", 0); }
    Commit &cursor(const std::string &name, std::uint64_t value)
    {
        return set(card_.cursor, DRM_MODE_OBJECT_PLANE, name, value);
    }
    Commit &mode(const drm_mode_modeinfo &mode)
    {
        set(card_.connector, DRM_MODE_OBJECT_CONNECTOR, "CRTC_ID", card_.crtc);
        set(card_.crtc, DRM_MODE_OBJECT_CRTC, "MODE_ID", card_.blob(&mode, sizeof(mode)));
        return active(true);
    }
    Commit &active(bool on) { return set(card_.crtc, DRM_MODE_OBJECT_CRTC, "ACTIVE", on); }

    /// 0, or -1 and errno.
    int now(std::uint32_t flags = DRM_MODE_ATOMIC_ALLOW_MODESET, std::uint64_t user_data = 0)
    {
        drm_mode_atomic atomic{};
        atomic.flags = flags;
        atomic.count_objs = static_cast<std::uint32_t>(objects_.size());
        atomic.objs_ptr = address(objects_.data());
        atomic.count_props_ptr = address(counts_.data());
        atomic.props_ptr = address(properties_.data());
        atomic.prop_values_ptr = address(values_.data());
        atomic.user_data = user_data;
        return ioctl(card_.fd, DRM_IOCTL_MODE_ATOMIC, &atomic);
    }

private:
    const Card &card_;
    std::vector<std::uint32_t> objects_, counts_, properties_;
    std::vector<std::uint64_t> values_;
};
