// SPDX-License-Identifier: GPL-2.0
// What there was before commits, and what commits cannot do.
#pragma once

#include <tests/fuzz/kms/values.hpp>
#include <tests/user/kms/scanout.hpp>

inline drm_mode_modeinfo any_mode(Actor &actor)
{
    Random &random = actor.random;
    const auto width = random.pick(std::array{64u, 64u, 64u, 128u, 640u});
    const auto height = random.pick(std::array{64u, 64u, 64u, 48u, 480u});
    drm_mode_modeinfo mode = small_mode(width, height);
    if (!actor.is_odd())
        return mode;
    switch (random.below(6)) {
    case 0: mode.clock = static_cast<uint32_t>(random.near(mode.clock)); break;
    case 1: mode.hdisplay = static_cast<uint16_t>(random.near(mode.hdisplay)); break;
    case 2: mode.vtotal = static_cast<uint16_t>(random.boundary()); break;
    case 3: mode.flags = static_cast<uint32_t>(random.boundary()); break;
    case 4: mode.vscan = static_cast<uint16_t>(random.below(4)); break;
    default:
        reinterpret_cast<unsigned char *>(&mode)[random.below(sizeof(mode))] ^=
            static_cast<unsigned char>(random.number());
    }
    return mode;
}

inline void set_crtc(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(30)) {
        drm_mode_obj_set_property set{};
        const Object &object = actor.objects.any(random);
        const Property &property = random.pick(object.properties);
        // Alone it is one without a picture: see have_pictures_for_fences().
        if (property.name == "IN_FENCE_FD")
            return;
        set.value = any_value(actor, object, property.name);
        set.prop_id = property.id;
        set.obj_id = actor.about(object.id);
        set.obj_type = actor.about(object.type);
        actor.ask(actor.file(), DRM_IOCTL_MODE_OBJ_SETPROPERTY, set);
        return;
    }
    if (random.chance(40)) {
        drm_mode_set_plane set{};
        set.plane_id =
            actor.about(random.chance(50) ? actor.objects.primary.id : actor.objects.cursor.id);
        set.crtc_id = actor.about(actor.objects.crtc.id);
        set.fb_id = random.chance(85) ? actor.any_framebuffer() : 0;
        set.crtc_w = set.crtc_h = actor.about(64u);
        set.src_w = set.src_h = actor.about(64u << 16);
        actor.ask(actor.file(), DRM_IOCTL_MODE_SETPLANE, set);
        return;
    }
    uint32_t connector = actor.about(actor.objects.connector.id);
    drm_mode_crtc set{};
    set.crtc_id = actor.about(actor.objects.crtc.id);
    set.fb_id = actor.any_framebuffer();
    set.mode = any_mode(actor);
    set.mode_valid = random.chance(85);
    set.count_connectors = actor.about(set.mode_valid);
    set.set_connectors_ptr = address(&connector);
    actor.ask(actor.file(), DRM_IOCTL_MODE_SETCRTC, set);
}

inline void set_cursor(Actor &actor)
{
    Random &random = actor.random;
    drm_mode_cursor2 set{};
    set.flags = static_cast<uint32_t>(random.between(1, 3));
    if (actor.is_odd())
        set.flags = static_cast<uint32_t>(random.boundary());
    set.crtc_id = actor.about(actor.objects.crtc.id);
    set.x = static_cast<int32_t>(random.below(200)) - 70;
    set.y = actor.about(static_cast<int32_t>(random.below(200)) - 70);
    set.width = set.height = actor.about(64u);
    set.handle = random.chance(80) ? actor.handle() : 0;
    set.hot_x = static_cast<int32_t>(random.below(70));
    if (random.chance(50)) {
        actor.ask(actor.file(), DRM_IOCTL_MODE_CURSOR2, set);
        return;
    }
    drm_mode_cursor older{};
    std::memcpy(&older, &set, sizeof(older));
    actor.ask(actor.file(), DRM_IOCTL_MODE_CURSOR, older);
}

inline void tell_of_damage(Actor &actor)
{
    Random &random = actor.random;
    std::array<drm_clip_rect, 300> clips{};
    drm_mode_fb_dirty_cmd dirty{};
    dirty.fb_id = actor.any_framebuffer();
    dirty.num_clips = static_cast<uint32_t>(
        random.pick(std::array{0UL, 1UL, 1UL, 2UL, random.below(clips.size())}));
    for (auto &clip : clips) {
        clip = {.x1 = static_cast<uint16_t>(random.below(100)),
                .y1 = static_cast<uint16_t>(random.below(100)),
                .x2 = 0,
                .y2 = 0};
        clip.x2 = static_cast<uint16_t>(clip.x1 + random.below(100));
        clip.y2 = static_cast<uint16_t>(actor.about(clip.y1 + random.below(20)));
    }
    dirty.clips_ptr = dirty.num_clips ? address(clips.data()) : 0;
    dirty.flags = random.chance(80) ? 0 : static_cast<uint32_t>(random.below(4));
    if (actor.is_odd())
        dirty.num_clips = static_cast<uint32_t>(random.boundary());
    actor.ask(actor.file(), DRM_IOCTL_MODE_DIRTYFB, dirty);
}

inline void use_gamma(Actor &actor)
{
    std::array<uint16_t, 256> table{};
    drm_mode_crtc_lut lut{};
    lut.crtc_id = actor.about(actor.objects.crtc.id);
    lut.gamma_size = actor.about(256u) & 256;
    lut.red = lut.green = lut.blue = address(table.data());
    actor.ask(actor.file(),
              actor.random.chance(50) ? DRM_IOCTL_MODE_GETGAMMA : DRM_IOCTL_MODE_SETGAMMA, lut);
}
