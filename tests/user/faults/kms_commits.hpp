// SPDX-License-Identifier: GPL-2.0
// What changes a screen: commits, and the older calls that make such.
#pragma once

#include <tests/user/faults/kms_stage.hpp>

#include <poll.h>

namespace faults {

/// Both commits are made at once, so that nothing fails but what they do.
struct Switch {
    const char *name;
    int errors;
    Commit there, back;
    std::function<bool()> is_there;
};

inline void try_switch(const Stage &stage, Switch change)
{
    try_with_each_fault({.name = change.name,
                         .errors = change.errors,
                         .run = [&] { return change.there.now(); },
                         .is_done = change.is_there,
                         .undo = [&] { EXPECT(change.back.now(), 0, 0); },
                         .state = [&] { return stage.state(); }});
}

inline void commits(const Stage &stage)
{
    const Card &card = stage.card;
    try_switch(stage,
               {.name = "bochs: show a picture",
                .errors = 10,
                .there = Commit(card).show(stage.second),
                .back = Commit(card).show(stage.first),
                .is_there = [&] { return stage.shows(stage.second) && stage.scanout.has(2); }});
    try_switch(stage,
               {.name = "bochs: set a mode",
                .errors = 10,
                .there = Commit(card).show(stage.second).mode(small_mode(side, side)),
                .back = Commit(card).show(stage.first).mode(small_mode(side, side)),
                .is_there = [&] { return stage.shows(stage.second) && stage.scanout.has(2); }});
    try_switch(stage, {.name = "bochs: switch off",
                       .errors = 10,
                       .there = Commit(card).active(false),
                       .back = Commit(card).active(true),
                       .is_there = [&] {
                           return card.value(card.crtc, DRM_MODE_OBJECT_CRTC, "ACTIVE") == 0;
                       }});
    try_switch(stage, {.name = "bochs: show a cursor",
                       .errors = 10,
                       .there = Commit(card).show_cursor(stage.arrow, 8, 0),
                       .back = Commit(card).hide_cursor(),
                       .is_there = [&] { return stage.scanout.at(8, 0) == pattern(3, 0, 0); }});
}

/// A part of the picture is drawn anew, and only then told of.
inline void damage(Stage &stage)
{
    const Area area{8, 8, 16, 4};
    drm_clip_rect clip{.x1 = 8, .y1 = 8, .x2 = 24, .y2 = 12};
    drm_mode_fb_dirty_cmd dirty{};
    dirty.fb_id = stage.first.framebuffer;
    dirty.num_clips = 1;
    dirty.clips_ptr = address(&clip);
    stage.first.paint(2, area);
    try_with_each_fault(
        {.name = "bochs: tell of damage",
         .errors = 10,
         .run = [&] { return ioctl(stage.card.fd, DRM_IOCTL_MODE_DIRTYFB, &dirty); },
         .is_done = [&] { return stage.scanout.has(2, area); },
         .undo =
             [&] {
                 stage.first.paint(1, area);
                 EXPECT(ioctl(stage.card.fd, DRM_IOCTL_MODE_DIRTYFB, &dirty), 0, 0);
                 stage.first.paint(2, area);
             },
         .state = [&] { return stage.state(); }});
    stage.first.paint(1, area);
    EXPECT(ioctl(stage.card.fd, DRM_IOCTL_MODE_DIRTYFB, &dirty), 0, 0);
}

/// Whether the event of a flip comes, and no other does.
inline bool is_told(const Card &card, std::uint64_t of)
{
    drm_event_vblank event{};
    pollfd shown{.fd = card.fd, .events = POLLIN, .revents = 0};
    return poll(&shown, 1, 5000) == 1 && read(card.fd, &event, sizeof(event)) == sizeof(event) &&
           event.user_data == of;
}

/// There is room for so many events, which those that failed have given back.
inline bool has_room_for_events(const Card &card)
{
    constexpr int room = 4096 / sizeof(drm_event_vblank);
    const auto ask = [&](std::uint64_t number) {
        drm_wait_vblank wait{};
        wait.request.type =
            static_cast<drm_vblank_seq_type>(_DRM_VBLANK_RELATIVE | _DRM_VBLANK_EVENT);
        wait.request.sequence = 1;
        wait.request.signal = number;
        return card.ask(DRM_IOCTL_WAIT_VBLANK, wait);
    };
    int asked = 0;
    while (asked <= room && ask(static_cast<std::uint64_t>(asked)))
        asked++;
    for (int i = 0; i < asked; i++)
        if (!is_told(card, static_cast<std::uint64_t>(i)))
            return false;
    if (asked != room)
        std::printf("there is room for %d events, of %d\n", asked, room);
    return asked == room;
}

inline void flips(const Stage &stage)
{
    const Card &card = stage.card;
    std::uint64_t count = 0;
    Commit commit = Commit(card).plane("FB_ID", stage.second.framebuffer);
    Commit back = Commit(card).show(stage.first);
    Change change{
        .name = "bochs: flip by a commit",
        .errors = 6,
        .run =
            [&] {
                return commit.now(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK, ++count);
            },
        .is_done =
            [&] {
                return is_told(card, count) && stage.shows(stage.second) && stage.scanout.has(2);
            },
        .undo = [&] { EXPECT(back.now(), 0, 0); },
        .state = [&] { return stage.state(); },
        .is_well = [&] { return has_room_for_events(card); }};
    try_with_each_fault(change);
    change.name = "bochs: flip";
    change.run = [&] {
        drm_mode_crtc_page_flip flip{};
        flip.crtc_id = card.crtc;
        flip.fb_id = stage.second.framebuffer;
        flip.flags = DRM_MODE_PAGE_FLIP_EVENT;
        flip.user_data = ++count;
        return ioctl(card.fd, DRM_IOCTL_MODE_PAGE_FLIP, &flip);
    };
    try_with_each_fault(change);
}

/// By the older call.
inline void cursor(const Stage &stage)
{
    const Card &card = stage.card;
    drm_mode_cursor2 set{}, hide{}, move{}, back{};
    for (auto *const call : {&set, &hide, &move, &back})
        call->crtc_id = card.crtc;
    set.flags = hide.flags = DRM_MODE_CURSOR_BO | DRM_MODE_CURSOR_MOVE;
    move.flags = back.flags = DRM_MODE_CURSOR_MOVE;
    set.width = set.height = side;
    set.handle = stage.arrow.handle;
    move.x = 24;
    const auto call = [&](drm_mode_cursor2 argument) {
        return ioctl(card.fd, DRM_IOCTL_MODE_CURSOR2, &argument);
    };
    try_with_each_fault({.name = "bochs: set a cursor",
                         .errors = 6,
                         .run = [&] { return call(set); },
                         .is_done = [&] { return stage.scanout.at(8, 0) == pattern(3, 8, 0); },
                         .undo = [&] { EXPECT(call(hide), 0, 0); },
                         .state = [&] { return stage.state(); }});
    EXPECT(call(set), 0, 0);
    try_with_each_fault({.name = "bochs: move a cursor",
                         .errors = 6,
                         .run = [&] { return call(move); },
                         .is_done = [&] { return stage.scanout.at(24, 0) == pattern(3, 0, 0); },
                         .undo = [&] { EXPECT(call(back), 0, 0); },
                         .state = [&] { return stage.state(); }});
    EXPECT(call(hide), 0, 0);
}

} // namespace faults
