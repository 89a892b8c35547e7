// SPDX-License-Identifier: GPL-2.0
// Where a seed is played: processes, their threads, and what these do.
#pragma once

#include <tests/fuzz/kms/buffers.hpp>
#include <tests/fuzz/kms/commits.hpp>
#include <tests/fuzz/kms/files.hpp>
#include <tests/fuzz/kms/questions.hpp>

#include <chrono>
#include <system_error>
#include <thread>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

inline void do_step(Actor &actor, Step step)
{
    switch (step) {
    case Step::show: show(actor); break;
    case Step::commit: commit_any(actor); break;
    case Step::flip: flip(actor); break;
    case Step::set_crtc: set_crtc(actor); break;
    case Step::cursor: set_cursor(actor); break;
    case Step::damage: tell_of_damage(actor); break;
    case Step::gamma: use_gamma(actor); break;
    case Step::ask: ask(actor); break;
    case Step::blob: use_blob(actor); break;
    case Step::buffer: use_buffer(actor); break;
    case Step::framebuffer: use_framebuffer(actor); break;
    case Step::map: use_map(actor); break;
    case Step::prime: use_prime(actor); break;
    case Step::blank: use_blanks(actor); break;
    case Step::event: read_events(actor); break;
    case Step::open: use_files(actor); break;
    case Step::master: change_master(actor); break;
    case Step::fence: use_fences(actor); break;
    case Step::console: use_console(actor); break;
    default: call_junk(actor);
    }
    actor.world.steps++;
}

/// For ever: who plays the seed ends it.
[[noreturn]] inline void do_steps(Process &process, size_t index, uint32_t life)
{
    Actor actor(process, index, life);
    for (;;)
        do_step(actor, static_cast<Step>(actor.plan.doing.pick(actor.random)));
}

/// `life` counts those that were in the same place before.
[[noreturn]] inline void perform(World &world, const Objects &objects, int master, size_t number,
                                 uint32_t life)
{
    Process process(world, objects, number);
    {
        Actor actor(process, 0, life + 1000);
        process.first_card = master > 0 ? master : screen_device.open_card();
        ask_for_all(actor, process.first_card);
        use_files(actor);
        for (int i = 0; i < 6; i++) {
            use_blob(actor);
            use_buffer(actor);
            use_framebuffer(actor);
        }
    }
    for (size_t i = 1; i < world.plan.threads; i++)
        try {
            std::thread(do_steps, std::ref(process), i, life).detach();
        } catch (const std::system_error &) {
            // There is no memory for it.
        }
    do_steps(process, 0, life);
}

class SeedRun {
public:
    using Clock = std::chrono::steady_clock;

    SeedRun(World &world, const Objects &objects, std::chrono::milliseconds most)
        : plan_(world.plan), world_(world), objects_(objects), random_(plan_.seed, 1000),
          end_(Clock::now() + most), master_(plan_.shares ? screen_device.open_card() : -1)
    {}

    /// In a process of its own, which is told apart by its group.
    [[noreturn]] void play()
    {
        setsid();
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        // What the kernel says of a process has the seed in it.
        prctl(PR_SET_NAME, std::format("f{:x}", plan_.seed).c_str());
        const rlimit files{.rlim_cur = 16384, .rlim_max = 16384};
        setrlimit(RLIMIT_NOFILE, &files);
        for (size_t number = 0; number < plan_.processes; number++)
            start(number);
        size_t next_kill = plan_.killed_every_steps; // when so many steps were done
        while (Clock::now() < end_) {
            reap();
            if (plan_.killed_every_steps != 0 && world_.steps >= next_kill) {
                next_kill = world_.steps + random_.between(1, 2 * plan_.killed_every_steps);
                kill(pids_[random_.below(plan_.processes)], SIGKILL);
            }
            usleep(2000);
        }
        _exit(0);
    }

private:
    void start(size_t number)
    {
        const pid_t pid = fork();
        if (pid == 0)
            perform(world_, objects_, master_, number, lives_[number]);
        lives_[number]++;
        // Nobody is killed in place of who could not be made.
        pids_[number] = pid > 0 ? pid : INT32_MAX;
    }

    /// Who is gone is followed by another one.
    void reap()
    {
        for (pid_t pid = 0; (pid = waitpid(-1, nullptr, WNOHANG)) > 0;)
            for (size_t number = 0; number < plan_.processes; number++)
                if (pids_[number] == pid)
                    start(number);
    }

    const Plan &plan_;
    World &world_;
    const Objects &objects_;
    Random random_;
    Clock::time_point end_;
    int master_; // -1: each process opens what it uses
    std::array<pid_t, 3> pids_{};
    std::array<uint32_t, 3> lives_{};
};
