// SPDX-License-Identifier: GPL-2.0
// The screen, as seeds are played with it: each leaves no framebuffer behind, and a screen that shows what it is given.
#pragma once

#include <tests/fuzz/drm/seed_watch.hpp>
#include <tests/fuzz/kms/calls.hpp>
#include <tests/fuzz/kms/seed_run.hpp>
#include <tests/user/kms/commit.hpp>

class ScreenTarget {
public:
    using World = ::World;

    [[noreturn]] void play(World &world, std::chrono::milliseconds most) const
    {
        // -1: each process opens what it uses.
        const int master = world.plan.shares ? screen_device.open_file() : -1;
        SeedRun(world, most, [&](size_t number, uint32_t life) {
            perform(world, objects_, master, number, life);
        }).play();
    }

    void check(World &world) const
    {
        bool is_well = is_as_before();
        if (!is_well) {
            take_screen_back();
            is_well = is_as_before();
        }
        if (!is_well)
            world.wrong(std::format("there are {} framebuffers, of {} before",
                                    screen_device.framebuffers(), framebuffers_));
        if (!shows_pictures())
            world.wrong("the screen does not show what it is given");
        else
            world.pictures++;
    }

    const DrmDevice &device = screen_device;
    const std::span<const NamedCall> calls = named_calls;

private:
    /// Some files are closed when the kernel comes to it.
    bool is_as_before() const
    {
        return comes_true([&] { return screen_device.framebuffers() == framebuffers_; },
                          seconds_to_settle);
    }
    /// The kernel's console does it when the last file is closed, and tries no more if memory is refused to who
    /// closes it: what nobody has any more stays on the screen, as with DRM_IOCTL_MODE_CLOSEFB.
    static void take_screen_back() { close(screen_device.open_file()); }

    static bool shows_pictures()
    {
        return is_honest_use_well([] {
            const Card card(screen_device.path().c_str());
            const Scanout scanout(screen_device.slot, 64, 64);
            Picture first(card, 64, 64), second(card, 64, 64);
            EXPECT(Commit(card).show(first.paint(1)).hide_cursor().mode(small_mode(64, 64)).now(),
                   0, 0);
            EXPECT(scanout.has(1), true, 0);
            second.paint(2);
            EXPECT(Commit(card)
                       .plane("FB_ID", second.framebuffer)
                       .now(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK, 42),
                   0, 0);
            drm_event_vblank event{};
            pollfd shown{.fd = card.fd, .events = POLLIN, .revents = 0};
            EXPECT(poll(&shown, 1, 10000), 1, 0);
            EXPECT(read(card.fd, &event, sizeof(event)), sizeof(event), 0);
            EXPECT(event.user_data, 42, 0);
            EXPECT(scanout.has(2), true, 0);
        });
    }

    const Objects objects_{Card(screen_device.path().c_str())};
    const size_t framebuffers_ = screen_device.framebuffers();
};
