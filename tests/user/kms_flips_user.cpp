// SPDX-License-Identifier: GPL-2.0
// kms_flips_user CARD: when flips are done, and who waits for that: with the next blank, but at once if that is asked
// for.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/crc.hpp>
#include <tests/user/kms/vgem.hpp>

#include <poll.h>

namespace {

constexpr std::uint32_t width = 640, height = 480;
constexpr std::uint32_t with_event = DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK;

drm_event_vblank next_event(const Card &card)
{
    drm_event_vblank event{};
    EXPECT(read(card.fd, &event, sizeof(event)), sizeof(event), 0);
    EXPECT(event.base.type, DRM_EVENT_FLIP_COMPLETE, 0);
    return event;
}

int flip(const Card &card, const Picture &to, std::uint32_t flags = 0)
{
    drm_mode_crtc_page_flip flip{};
    flip.crtc_id = card.crtc;
    flip.fb_id = to.framebuffer;
    flip.flags = DRM_MODE_PAGE_FLIP_EVENT | flags;
    return ioctl(card.fd, DRM_IOCTL_MODE_PAGE_FLIP, &flip);
}

/// Each has a blank of its own, in pictures that are copied as in those that are not.
void with_the_blank(const Card &card, const Picture &one, const Picture &other)
{
    EXPECT(flip(card, other), 0, 0);
    auto last = next_event(card);
    for (int i = 0; i < 10; i++) {
        EXPECT(flip(card, i % 2 ? other : one), 0, 0);
        const auto event = next_event(card);
        EXPECT(event.sequence > last.sequence, true, 0);
        last = event;
    }
}

/// Whether it is refused while a flip has not ended. On a machine that is slow or busy it is late, mostly.
template <typename F> bool is_refused_early(const Card &card, const Picture &other, F &&flip_again)
{
    for (int i = 0; i < 100; i++) {
        EXPECT(flip(card, other), 0, 0);
        const int error = flip_again() ? errno : 0;
        next_event(card);
        if (error)
            return error == EBUSY;
        next_event(card);
    }
    return false;
}

/// Nobody gets ahead of a flip that has not ended, but for who waits.
void one_at_a_time(const Card &card, const Picture &one, const Picture &other)
{
    Commit to_one(card), to_other(card);
    to_one.plane("FB_ID", one.framebuffer);
    to_other.plane("FB_ID", other.framebuffer);
    EXPECT(is_refused_early(card, other, [&] { return flip(card, one); }), true, 0);
    EXPECT(is_refused_early(card, other, [&] { return to_one.now(with_event); }), true, 0);

    const std::uint32_t before = blank_count(card);
    for (int i = 0; i < 10; i++)
        EXPECT((i % 2 ? to_one : to_other).now(0), 0, 0);
    EXPECT(blank_count(card) - before >= 9, true, 0);
}

/// Those who do not want to wait are told before the call returns, if nothing has to be copied.
template <typename F> void at_once(const Card &card, F &&flip)
{
    for (int i = 0; i < 50; i++) {
        EXPECT(flip(i % 2 != 0), 0, 0);
        pollfd events{.fd = card.fd, .events = POLLIN, .revents = 0};
        EXPECT(poll(&events, 1, 0), 1, 0);
        next_event(card);
    }
}

void without_waiting(const Card &card, const Picture &one, const Picture &other)
{
    at_once(card,
            [&](bool back) { return flip(card, back ? one : other, DRM_MODE_PAGE_FLIP_ASYNC); });
    drm_get_cap cap{.capability = 0x15,
                    .value = 0}; // DRM_CAP_ATOMIC_ASYNC_PAGE_FLIP, since Linux 6.8
    if (!card.ask(DRM_IOCTL_GET_CAP, cap) || !cap.value)
        return;
    Commit to_one(card), to_other(card);
    to_one.plane("FB_ID", one.framebuffer);
    to_other.plane("FB_ID", other.framebuffer);
    at_once(card, [&](bool back) {
        return (back ? to_one : to_other).now(with_event | DRM_MODE_PAGE_FLIP_ASYNC);
    });
}

/// Who does not wait for the flip does not wait for who still draws, either: the screen does.
void with_a_fence(const Card &card, const Picture &one, const Picture &other)
{
    const int vgem = open_vgem();
    if (vgem < 0)
        return;
    for (const Picture *picture : {&other, &one}) {
        const int exported = card.export_buffer(picture->handle);
        need(exported >= 0, "an export");
        const Drawing drawing(vgem, exported);
        EXPECT(flip(card, *picture), 0, 0);
        pollfd events{.fd = card.fd, .events = POLLIN, .revents = 0};
        EXPECT(poll(&events, 1, 200), 0, 0);
        drawing.end();
        next_event(card);
        close(exported);
    }
    close(vgem);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Card card(argv[1]);
    Picture one(card, width, height), other(card, width, height);
    Picture arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    EXPECT(Commit(card).show(one).mode(card.mode(width, height)).now(), 0, 0);
    with_the_blank(card, one, other);
    one_at_a_time(card, one, other);
    without_waiting(card, one, other);
    with_a_fence(card, one, other);
    // Copied, too.
    EXPECT(Commit(card).show_cursor(arrow, 0, 0).now(), 0, 0);
    with_the_blank(card, one, other);
    one_at_a_time(card, one, other);
    with_a_fence(card, one, other);
    return failures != 0;
}
