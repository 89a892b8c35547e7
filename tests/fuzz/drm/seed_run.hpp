// SPDX-License-Identifier: GPL-2.0
// Where a seed is played: processes, and their threads.
#pragma once

#include <tests/fuzz/drm/actor.hpp>

#include <chrono>
#include <functional>
#include <system_error>
#include <thread>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

/// What all threads of a process do, for ever: who plays the seed ends it.
template <class Actor, class Process, class Step>
[[noreturn]] void do_steps(Process &process, uint32_t life, void (*do_step)(Actor &, Step))
{
    const auto work = [&process, life, do_step](size_t index) {
        Actor actor(process, index, life);
        for (;;) {
            do_step(actor, static_cast<Step>(actor.plan.doing.pick(actor.random)));
            actor.world.steps++;
        }
    };
    for (size_t i = 1; i < process.world.plan.threads; i++)
        try {
            std::thread(work, i).detach();
        } catch (const std::system_error &) {
            // There is no memory for it.
        }
    work(0);
    std::abort();
}

template <class World> class SeedRun {
public:
    using Clock = std::chrono::steady_clock;
    /// A process does its part, and does not come back. `life` counts those that were in the same place before.
    using Perform = std::function<void(size_t number, uint32_t life)>;

    SeedRun(World &world, std::chrono::milliseconds most, Perform perform)
        : plan_(world.plan), world_(world), perform_(std::move(perform)), random_(plan_.seed, 1000),
          end_(Clock::now() + most)
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
            perform_(number, lives_[number]);
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

    const World::Plan &plan_;
    World &world_;
    Perform perform_;
    Random random_;
    Clock::time_point end_;
    std::array<pid_t, World::Plan::most_processes> pids_{};
    std::array<uint32_t, World::Plan::most_processes> lives_{};
};
