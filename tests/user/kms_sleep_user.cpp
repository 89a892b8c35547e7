// SPDX-License-Identifier: GPL-2.0
// kms_sleep_user CARD SCREEN PREFIX: the machine sleeps, as far as its devices go, and wakes up; what was on the screen
// is so again. A kernel that cannot try to sleep has nothing to wake up from.
#include <tests/user/kms/commit.hpp>
#include <tests/user/kms/screen.hpp>
#include <tests/user/sleep_and_wake.hpp>

#include <sys/resource.h>

namespace {

constexpr std::uint32_t width = 640, height = 480;

/// Whether a page was mapped: else one has to ask for it.
bool was_mapped(const volatile std::uint32_t &at)
{
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    static_cast<void>(at);
    getrusage(RUSAGE_SELF, &after);
    return before.ru_minflt == after.ru_minflt;
}

void wait_for_blank(const Card &card)
{
    drm_wait_vblank wait{};
    wait.request.type = _DRM_VBLANK_RELATIVE;
    wait.request.sequence = 1;
    EXPECT(ioctl(card.fd, DRM_IOCTL_WAIT_VBLANK, &wait), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const Card card(argv[1]);
    const Screen screen{argv[2], argv[3]};
    Picture picture(card, width, height), arrow(card, 64, 64, DRM_FORMAT_ARGB8888);
    EXPECT(Commit(card).show(picture.paint(1)).mode(card.mode(width, height)).now(), 0, 0);
    EXPECT(picture.still_has(1), true, 0);
    EXPECT(was_mapped(picture.pixels()[0]), true, 0);
    // It was taken out of the device's memory, which may have lost it.
    const bool has_slept = sleep_and_wake();
    EXPECT(was_mapped(picture.pixels()[0]), !has_slept, 0);
    screen.keep("woken", width, height, "pattern1");
    EXPECT(picture.still_has(1), true, 0);
    wait_for_blank(card);
    picture.paint(2);
    screen.keep("awake", width, height, "pattern2");

    EXPECT(Commit(card).show_cursor(arrow.paint_from(5, 100, 50), 100, 50).now(), 0, 0);
    sleep_and_wake();
    screen.keep("arrow", width, height, "pattern2_pattern5-100-50-64-64");
    EXPECT(Commit(card).hide_cursor().now(), 0, 0);
    return failures != 0;
}
