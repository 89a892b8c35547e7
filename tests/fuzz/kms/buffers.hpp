// SPDX-License-Identifier: GPL-2.0
// Buffers, framebuffers, mappings, and buffers that come and go as files.
#pragma once

#include <tests/fuzz/kms/older_calls.hpp>

#include <linux/udmabuf.h>

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
        actor.ask(actor.card(), DRM_IOCTL_MODE_DESTROYPROPBLOB, destroy);
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
    if (!actor.ask(actor.card(), DRM_IOCTL_MODE_CREATEPROPBLOB, create))
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
    const int card = actor.card();
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
        actor.ask(actor.card(), DRM_IOCTL_MODE_RMFB, id);
    else
        actor.ask(actor.card(), DRM_IOWR(0xD0, close), close);
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
    if (!actor.ask(actor.card(), DRM_IOCTL_MODE_ADDFB2, add))
        return;
    const uint64_t made = Sized{add.fb_id, add.width, add.height}.packed();
    if (add.pixel_format == DRM_FORMAT_ARGB8888)
        actor.process.arrows.put(random, made);
    else
        actor.process.framebuffers.put(random, made);
}

inline void use_map(Actor &actor)
{
    Random &random = actor.random;
    constexpr size_t size = Process::mapped;
    if (const auto gone = random.chance(30) ? actor.process.maps.take(random) : 0) {
        munmap(reinterpret_cast<void *>(gone), size);
        return;
    }
    drm_mode_map_dumb where{.handle = actor.handle(), .pad = 0, .offset = 0};
    const int card = actor.card();
    if (!actor.ask(card, DRM_IOCTL_MODE_MAP_DUMB, where))
        return;
    const auto offset = static_cast<off_t>(actor.about(where.offset) & ~0xfffULL);
    const int flags = random.chance(90) ? MAP_SHARED : MAP_PRIVATE;
    void *const mapped = actor.try_it(
        [&] { return mmap(nullptr, size, PROT_READ | PROT_WRITE, flags, card, offset); });
    if (mapped == MAP_FAILED)
        return;
    // Unlike what touches it, this finds out that nothing is there without a signal.
    actor.try_it([&] {
        return madvise(mapped, size, random.chance(50) ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
    });
    if (const auto old = actor.process.maps.put(random, address(mapped)))
        munmap(reinterpret_cast<void *>(old), size);
}

inline int make_foreign_buffer(Actor &actor)
{
    constexpr size_t size = 64 * 64 * 4;
    const int pages = memfd_create("fuzz", MFD_ALLOW_SEALING | MFD_CLOEXEC);
    const int maker = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
    udmabuf_create create{};
    create.memfd = static_cast<uint32_t>(pages);
    create.flags = UDMABUF_FLAGS_CLOEXEC;
    create.size = size;
    int made = -1;
    if (ftruncate(pages, size) == 0 && fcntl(pages, F_ADD_SEALS, F_SEAL_SHRINK) == 0)
        made = actor.try_it([&] { return ioctl(maker, UDMABUF_CREATE, &create); });
    close(pages);
    close(maker);
    return made;
}

inline void use_prime(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(40)) {
        drm_prime_handle in{
            .handle = 0, .flags = 0, .fd = static_cast<int>(actor.process.buffers.pick(random))};
        actor.ask(actor.card(), DRM_IOCTL_PRIME_FD_TO_HANDLE, in);
        return;
    }
    drm_prime_handle out{.handle = actor.handle(), .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
    if (random.chance(30))
        out.fd = make_foreign_buffer(actor);
    else if (!actor.ask(actor.card(), DRM_IOCTL_PRIME_HANDLE_TO_FD, out))
        return;
    if (out.fd < 0)
        return;
    if (const auto old = actor.process.buffers.put(random, static_cast<uint64_t>(out.fd)))
        close(static_cast<int>(old));
}
