// SPDX-License-Identifier: GPL-2.0
// Files: who is the master, what happens to a screen, blanks, fences, and the console on the same screen.
#pragma once

#include <tests/fuzz/kms/values.hpp>

#include <linux/fb.h>
#include <linux/types.h>

#include <poll.h>

/// What <linux/sw_sync.h> would say, which is not for user space.
struct FenceOfTimeline {
    uint32_t value;
    char name[32];
    int32_t fence;
};

inline void ask_for_all(Actor &actor, int card)
{
    for (const uint64_t capability : {DRM_CLIENT_CAP_UNIVERSAL_PLANES, DRM_CLIENT_CAP_ATOMIC}) {
        drm_set_client_cap set{.capability = capability, .value = actor.is_odd() ? 0UL : 1UL};
        actor.ask(card, DRM_IOCTL_SET_CLIENT_CAP, set);
    }
}

/// Opens one more, or has one that can do less.
inline void use_files(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(10)) {
        uint32_t objects[] = {actor.objects.crtc.id, actor.objects.connector.id,
                              actor.objects.primary.id, actor.about(actor.objects.cursor.id)};
        drm_mode_create_lease lease{};
        lease.object_ids = address(objects);
        lease.object_count = actor.about(4U);
        lease.flags = O_CLOEXEC | O_NONBLOCK;
        if (!actor.ask(actor.file(), DRM_IOCTL_MODE_CREATE_LEASE, lease))
            return;
        ask_for_all(actor, static_cast<int>(lease.fd));
        keep_file(actor.process.files, random, static_cast<int>(lease.fd));
        return;
    }
    const int opened = actor.try_it([&] { return screen_device.open_file(); });
    ask_for_all(actor, opened);
    // If the device has gone meanwhile, there may be another.
    drm_mode_card_res resources{};
    if (opened >= 0 && !actor.ask(actor.process.first_file, DRM_IOCTL_MODE_GETRESOURCES, resources))
        close(actor.process.first_file.exchange(opened));
    else
        keep_file(actor.process.files, random, opened);
}

inline void change_master(Actor &actor)
{
    Random &random = actor.random;
    uint32_t none = 0;
    const int card = actor.file();
    if (random.chance(10)) {
        actor.ask(card, DRM_IOCTL_DROP_MASTER, none);
        usleep(static_cast<unsigned>(random.below(3000)));
    }
    actor.ask(card, DRM_IOCTL_SET_MASTER, none);
    drm_mode_revoke_lease revoke{.lessee_id = static_cast<uint32_t>(random.between(1, 6))};
    actor.ask(actor.file(), DRM_IOCTL_MODE_REVOKE_LEASE, revoke);
}

inline void read_events(Actor &actor)
{
    std::array<std::byte, 256> events{};
    const int card = actor.file();
    const size_t room = actor.is_odd() ? actor.random.below(events.size()) : events.size();
    pollfd readable{.fd = card, .events = POLLIN, .revents = 0};
    if (actor.random.chance(50))
        poll(&readable, 1, static_cast<int>(actor.random.below(40)));
    const auto got = actor.try_it([&] { return read(card, events.data(), room); });
    if (got > 0)
        actor.world.events += static_cast<size_t>(got) / sizeof(drm_event_vblank);
}

inline void use_blanks(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(30)) {
        drm_crtc_queue_sequence queue{};
        queue.crtc_id = actor.about(actor.objects.crtc.id);
        queue.flags = static_cast<uint32_t>(random.below(4));
        queue.sequence = actor.about(random.below(3));
        queue.user_data = random.number();
        actor.ask(actor.file(), DRM_IOCTL_CRTC_QUEUE_SEQUENCE, queue);
        drm_crtc_get_sequence get{};
        get.crtc_id = actor.about(actor.objects.crtc.id);
        actor.ask(actor.file(), DRM_IOCTL_CRTC_GET_SEQUENCE, get);
        return;
    }
    drm_wait_vblank wait{};
    uint32_t type = _DRM_VBLANK_RELATIVE;
    type |= random.chance(60) ? static_cast<uint32_t>(_DRM_VBLANK_EVENT) : 0;
    type |= random.chance(20) ? static_cast<uint32_t>(_DRM_VBLANK_NEXTONMISS) : 0;
    if (actor.is_odd())
        type = static_cast<uint32_t>(random.boundary());
    wait.request.type = static_cast<drm_vblank_seq_type>(type);
    wait.request.sequence = static_cast<uint32_t>(actor.about(random.below(3)));
    actor.ask(actor.file(), DRM_IOCTL_WAIT_VBLANK, wait);
}

/// Commits wait for them. They come to an end when their timeline does.
inline void use_fences(Actor &actor)
{
    Random &random = actor.random;
    for (auto &fence : out_fences)
        if (const int filled = fence.exchange(0); filled > 0)
            keep_file(actor.process.fences, random, filled);
    if (random.chance(20)) {
        const int opened = open("/sys/kernel/debug/sync/sw_sync", O_RDWR | O_CLOEXEC);
        keep_file(actor.process.timelines, random, opened);
    }
    const int timeline = static_cast<int>(actor.process.timelines.pick(random));
    if (random.chance(50)) {
        FenceOfTimeline create{
            .value = static_cast<uint32_t>(random.below(3)), .name = "fuzz", .fence = -1};
        if (actor.try_it(
                [&] { return ioctl(timeline, _IOWR('W', 0, FenceOfTimeline), &create); }) == 0)
            keep_file(actor.process.fences, random, create.fence);
    }
    uint32_t by = 1;
    actor.try_it([&] { return ioctl(timeline, _IOW('W', 1, uint32_t), &by); });
}

inline void use_console(Actor &actor)
{
    Random &random = actor.random;
    const int console = open("/dev/fb0", O_RDWR | O_CLOEXEC);
    std::array<uint32_t, 512> pixels{};
    fb_var_screeninfo info{};
    switch (random.below(4)) {
    case 0: actor.try_it([&] { return ioctl(console, FBIOBLANK, random.below(5)); }); break;
    case 1:
        if (ioctl(console, FBIOGET_VSCREENINFO, &info) == 0) {
            info.yoffset = static_cast<uint32_t>(random.below(3));
            info.xres = actor.about(info.xres);
            actor.try_it([&] {
                return ioctl(console, random.chance(50) ? FBIOPAN_DISPLAY : FBIOPUT_VSCREENINFO,
                             &info);
            });
        }
        break;
    default:
        pixels.fill(static_cast<uint32_t>(random.number()));
        actor.try_it([&] {
            return pwrite(console, pixels.data(), sizeof(pixels),
                          static_cast<off_t>(actor.about(random.below(1 << 20))));
        });
    }
    close(console);
}
