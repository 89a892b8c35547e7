// SPDX-License-Identifier: GPL-2.0
// Where a seed is played: it begins the processes, kills some, changes what others send, and ends.
#pragma once

#include <tests/fuzz/binder/run_process.hpp>

#include <chrono>
#include <fstream>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>

class SeedRun {
public:
    using Clock = std::chrono::steady_clock;

    SeedRun(World &world, std::chrono::milliseconds most)
        : plan_(world.plan), world_(world), random_(plan_.seed, 1000), end_(Clock::now() + most)
    {}

    /// In a process of its own, which is told apart by its group.
    [[noreturn]] void play()
    {
        setsid();
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        // What the kernel says of a process has the seed in it.
        prctl(PR_SET_NAME, std::format("f{:x}", plan_.seed).c_str());
        const rlimit files{.rlim_cur = World::most_files, .rlim_max = World::most_files};
        setrlimit(RLIMIT_NOFILE, &files);
        if (plan_.mounts)
            make_mount();
        for (size_t number = 0; number < plan_.processes; number++)
            start(number);
        while (Clock::now() < end_ && running_ > 0) {
            reap();
            if (plan_.killed_every_steps != 0 && world_.steps >= next_kill_)
                kill_somebody();
            if (plan_.scribbles && random_.chance(50))
                scribble();
            usleep(static_cast<unsigned>(random_.below(2000)));
        }
        _exit(0);
    }

private:
    void make_mount()
    {
        const uid_t user = getuid();
        if (unshare(CLONE_NEWNS | (plan_.as_user ? CLONE_NEWUSER : 0)) != 0)
            return;
        if (plan_.as_user)
            std::ofstream("/proc/self/uid_map") << std::format("0 {} 1", user);
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
        mkdir(mounted.c_str(), 0700);
        mount("none", mounted.c_str(), driver.file_system.c_str(), 0,
              random_.chance(50) ? "stats=global" : "");
    }

    void start(size_t number)
    {
        const pid_t pid = fork();
        if (pid == 0)
            perform(world_, number, lives_[number]);
        lives_[number]++;
        world_.pid(number) = std::max(pid, 0);
        running_ += pid > 0 ? 1 : 0;
    }

    /// Who is gone is followed by another one.
    void reap()
    {
        for (pid_t pid = 0; (pid = waitpid(-1, nullptr, WNOHANG)) > 0;) {
            std::optional<size_t> number;
            for (size_t i = 0; i < plan_.processes; i++)
                if (world_.pid(i) == pid)
                    number = i;
            world_.forget(pid);
            if (!number)
                continue;
            running_--;
            if (lives_[*number] < plan_.lives)
                start(*number);
        }
    }

    void kill_somebody()
    {
        next_kill_ = world_.steps + random_.between(1, 2 * plan_.killed_every_steps);
        if (const pid_t pid = world_.any_pid(random_); pid > 0)
            kill(pid, SIGKILL);
    }

    /// Puts other numbers, and numbers from elsewhere, into what somebody sends.
    void scribble()
    {
        for (int i = 0; i < 100; i++) {
            std::byte *memory =
                world_.send_memory(random_.below(plan_.processes), random_.below(plan_.threads));
            // What is sent lies near the beginning.
            const size_t words = random_.chance(80) ? 256 : World::send_size / sizeof(uint64_t);
            const auto any = [&] { return memory + random_.below(words) * sizeof(uint64_t); };
            uint64_t number = random_.boundary();
            if (random_.chance(60))
                std::memcpy(&number, any(), sizeof(number));
            if (random_.chance(50))
                std::memcpy(any(), &number, sizeof(number));
            else
                std::memcpy(any() + random_.below(2) * sizeof(uint32_t), &number, sizeof(uint32_t));
        }
    }

    const Plan &plan_;
    World &world_;
    Random random_;
    Clock::time_point end_;
    size_t next_kill_ = 0; // when so many steps were done
    size_t running_ = 0;
    std::array<uint32_t, Plan::most> lives_{};
};
