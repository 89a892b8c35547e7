// SPDX-License-Identifier: GPL-2.0
// Watches over seeds, one after the other: each has to end in time, to leave nothing behind, and to leave a screen
// that shows what it is given.
#pragma once

#include <tests/fuzz/kms/calls.hpp>
#include <tests/fuzz/kms/seed_run.hpp>
#include <tests/fuzz/left_processes.hpp>
#include <tests/user/kms/commit.hpp>

class SeedWatch {
public:
    SeedWatch(const Objects &objects, std::chrono::milliseconds most)
        : objects_(objects), most_(most), framebuffers_(screen_device.framebuffers())
    {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    }

    /// Returns whether all was as it should be.
    bool play(const Plan &plan)
    {
        World &world = World::make(plan);
        std::println("seed {:#x} begins: {}", plan.seed, plan.text());
        std::ofstream("/dev/kmsg") << std::format("<6>fuzz: seed {:#x}\n", plan.seed);
        const pid_t run = fork();
        if (run == 0)
            SeedRun(world, objects_, most_).play();
        wait_for(run, world);
        kill(-run, SIGKILL);
        if (!reap_all()) {
            world.wrong("some do not end");
            print_hung();
            return false;
        }
        check(world);
        std::println("seed {:#x} ends: {} steps, {} calls, {} shown, {} events, {} pictures",
                     plan.seed, world.steps.load(), world.calls.load(), world.shown.load(),
                     world.events.load(), world.pictures.load());
        for (size_t number = 0; number < done_.size(); number++)
            done_[number] += world.done[number];
        const bool is_good = !world.is_wrong();
        world.destroy();
        return is_good;
    }

    /// How often each ioctl did what it was asked for.
    void print_done() const
    {
        for (size_t number = 0; number < done_.size(); number++)
            if (done_[number])
                std::println("{}: {}", name_of_call(number), done_[number]);
    }

private:
    static bool comes_true(const auto &what)
    {
        for (int i = 0; i < 500; i++) {
            if (what())
                return true;
            usleep(20000);
        }
        return false;
    }

    void check(World &world) const
    {
        // Some files are closed when the kernel comes to it.
        if (!comes_true([&] { return screen_device.framebuffers() == framebuffers_; }))
            world.wrong(std::format("there are {} framebuffers, of {} before",
                                    screen_device.framebuffers(), framebuffers_));
        if (!shows_pictures())
            world.wrong("the screen does not show what it is given");
        else
            world.pictures++;
        if (text_of("/proc/sys/kernel/tainted") != taint_)
            world.wrong("the kernel has something to report");
    }

    /// As somebody would who knows nothing of what was before.
    static bool shows_pictures()
    {
        const pid_t honest = fork();
        if (honest == 0) {
            const Card card(screen_device.card().c_str());
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
            std::fflush(stdout);
            _exit(failures != 0);
        }
        int status = -1;
        return waitpid(honest, &status, 0) == honest && status == 0;
    }

    void wait_for(pid_t run, World &world) const
    {
        const auto begin = SeedRun::Clock::now();
        bool replugs = world.plan.replugs;
        // It stays until its group was killed, so that its number means nothing else.
        siginfo_t ended{};
        while (SeedRun::Clock::now() < begin + most_ + std::chrono::seconds(5) &&
               ended.si_pid == 0) {
            waitid(P_PID, static_cast<id_t>(run), &ended, WEXITED | WNOHANG | WNOWAIT);
            usleep(2000);
            if (replugs && SeedRun::Clock::now() > begin + most_ / 2) {
                replugs = false;
                if (!screen_device.tell_driver("unbind") || !screen_device.tell_driver("bind"))
                    world.wrong("it cannot be bound again");
            }
        }
    }

    const Objects &objects_;
    std::chrono::milliseconds most_;
    size_t framebuffers_;
    std::string taint_ = text_of("/proc/sys/kernel/tainted");
    std::array<size_t, 256> done_{};
};
