// SPDX-License-Identifier: GPL-2.0
// Buffers, framebuffers and mappings.
#pragma once

#include <tests/fuzz/drm/buffers.hpp>
#include <tests/fuzz/kms/older_calls.hpp>

inline uint32_t any_format(Random &random)
{
    return random.pick(std::array<uint32_t, 12>{
        DRM_FORMAT_XRGB8888, DRM_FORMAT_XRGB8888, DRM_FORMAT_XRGB8888, DRM_FORMAT_ARGB8888,
        DRM_FORMAT_ARGB8888, DRM_FORMAT_RGB565, DRM_FORMAT_NV12, DRM_FORMAT_C8, DRM_FORMAT_YUV420,
        DRM_FORMAT_XRGB2101010, 0, static_cast<uint32_t>(random.number())});
}

/// A blob of a mode, of damage, or of anything.
inline void use_blob(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(30)) {
        drm_mode_destroy_blob destroy{.blob_id = 0};
        destroy.blob_id = static_cast<uint32_t>(
            random.chance(50) ? actor.process.blobs.take(random)
                              : Sized::of(actor.process.modes.take(random)).id);
        destroy.blob_id = actor.about(destroy.blob_id);
        actor.ask(actor.file(), DRM_IOCTL_MODE_DESTROYPROPBLOB, destroy);
        return;
    }
    const bool is_mode = random.chance(60);
    const drm_mode_modeinfo mode = any_mode(actor);
    std::array<drm_mode_rect, 4> clips{};
    for (auto &clip : clips) {
        clip.x1 = static_cast<int32_t>(random.below(100)) - 10;
        clip.y1 = static_cast<int32_t>(random.below(100)) - 10;
        clip.x2 = clip.x1 + static_cast<int32_t>(random.below(100));
        clip.y2 = actor.about(clip.y1 + static_cast<int32_t>(random.below(100)));
    }
    drm_mode_create_blob create{};
    create.data = is_mode ? address(&mode) : address(clips.data());
    create.length =
        static_cast<uint32_t>(is_mode ? sizeof(mode) : random.between(1, 4) * sizeof(clips[0]));
    create.length = actor.about(create.length);
    if (!actor.ask(actor.file(), DRM_IOCTL_MODE_CREATEPROPBLOB, create))
        return;
    if (is_mode)
        actor.process.modes.put(random,
                                Sized{create.blob_id, mode.hdisplay, mode.vdisplay}.packed());
    else
        actor.process.blobs.put(random, create.blob_id);
}

inline void use_buffer(Actor &actor)
{
    Random &random = actor.random;
    const int card = actor.file();
    if (random.chance(25)) {
        drm_gem_close close{.handle = actor.handle(), .pad = 0};
        actor.ask(card, random.chance(50) ? DRM_IOCTL_GEM_CLOSE : DRM_IOCTL_MODE_DESTROY_DUMB,
                  close);
        return;
    }
    drm_mode_create_dumb create{};
    create.width = random.pick(std::array{64u, 64u, 128u, 640u, 63u});
    create.height = random.pick(std::array{64u, 64u, 128u, 480u, 1u});
    create.bpp = random.pick(std::array{32u, 32u, 32u, 16u, 8u});
    const bool is_odd = actor.is_odd();
    if (is_odd)
        create.width = static_cast<uint32_t>(random.boundary());
    if (is_odd && random.chance(50))
        create.bpp = static_cast<uint32_t>(random.boundary());
    // What is large takes memory as soon as it is shown.
    if (actor.ask(card, DRM_IOCTL_MODE_CREATE_DUMB, create) && create.size > 1 << 23) {
        drm_mode_destroy_dumb destroy{.handle = create.handle};
        actor.ask(card, DRM_IOCTL_MODE_DESTROY_DUMB, destroy);
    }
}

inline void remove_framebuffer(Actor &actor)
{
    auto id = Sized::of(actor.process.framebuffers.take(actor.random)).id;
    id = actor.about(id);
    // Behind Linux 6.8 there is one that leaves the picture on the screen.
    std::array<uint32_t, 2> close{id, 0};
    if (actor.random.chance(50))
        actor.ask(actor.file(), DRM_IOCTL_MODE_RMFB, id);
    else
        actor.ask(actor.file(), DRM_IOWR(0xD0, close), close);
}

inline void use_framebuffer(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(15)) {
        remove_framebuffer(actor);
        return;
    }
    drm_mode_fb_cmd2 add{};
    add.width = random.pick(std::array{64u, 64u, 128u, 640u});
    add.height = random.pick(std::array{64u, 64u, 64u, 480u});
    add.pixel_format = random.chance(80)
                           ? random.pick(std::array{DRM_FORMAT_XRGB8888, DRM_FORMAT_ARGB8888})
                           : any_format(random);
    add.handles[0] = actor.handle();
    add.pitches[0] = actor.about(add.width * 4);
    add.offsets[0] = random.chance(90) ? 0 : actor.about(256u);
    if (actor.is_odd()) {
        const size_t plane = random.below(4);
        add.handles[plane] = actor.handle();
        add.pitches[plane] = static_cast<uint32_t>(random.near(add.pitches[plane]));
        add.offsets[plane] = static_cast<uint32_t>(random.boundary());
        add.width = static_cast<uint32_t>(random.near(add.width));
        add.flags = static_cast<uint32_t>(random.below(4));
        add.modifier[plane] = random.boundary();
    }
    if (!actor.ask(actor.file(), DRM_IOCTL_MODE_ADDFB2, add))
        return;
    const uint64_t made = Sized{add.fb_id, add.width, add.height}.packed();
    if (add.pixel_format == DRM_FORMAT_ARGB8888)
        actor.process.arrows.put(random, made);
    else
        actor.process.framebuffers.put(random, made);
}

inline void use_map(Actor &actor)
{
    if (actor.random.chance(30)) {
        unmap_buffer(actor);
        return;
    }
    drm_mode_map_dumb where{.handle = actor.handle(), .pad = 0, .offset = 0};
    const int card = actor.file();
    if (actor.ask(card, DRM_IOCTL_MODE_MAP_DUMB, where))
        map_buffer(actor, card, where.offset);
}
