// SPDX-License-Identifier: GPL-2.0
// Watches over seeds, one after the other: each has to end in time, and to leave the device as it was.
#pragma once

#include <tests/fuzz/drm/calls.hpp>
#include <tests/fuzz/drm/device.hpp>
#include <tests/fuzz/drm/seed_run.hpp>
#include <tests/fuzz/left_processes.hpp>
#include <tests/user/comes_true.hpp>
#include <tests/user/expect.h>

/// Of what a seed leaves, which may take its time: whether a device is reset before, or files are closed.
constexpr int seconds_to_settle = 20;

/// Whether all is well with `use()`, in a process that knows nothing of what was before.
inline bool is_honest_use_well(const auto &use)
{
    const pid_t honest = fork();
    if (honest == 0) {
        use();
        std::fflush(stdout);
        _exit(failures != 0);
    }
    int status = -1;
    return waitpid(honest, &status, 0) == honest && status == 0;
}

/// A Target has World, `device`, `calls` (what it can be asked for), play(), which plays a seed for so many
/// milliseconds and does not come back, and check(): whether all is well behind a seed.
template <class Target> class SeedWatch {
public:
    using World = Target::World;
    using Clock = SeedRun<World>::Clock;

    SeedWatch(const Target &target, std::chrono::milliseconds most) : target_(target), most_(most)
    {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    }

    /// Returns whether all was as it should be.
    bool play(const World::Plan &plan)
    {
        World &world = World::make(plan);
        std::println("seed {:#x} begins: {}", plan.seed, plan.text());
        std::ofstream("/dev/kmsg") << std::format("<6>fuzz: seed {:#x}\n", plan.seed);
        const pid_t run = fork();
        if (run == 0)
            target_.play(world, most_);
        wait_for(run, world);
        kill(-run, SIGKILL);
        if (!reap_all()) {
            world.wrong("some do not end");
            print_hung();
            return false;
        }
        target_.check(world);
        if (text_of("/proc/sys/kernel/tainted") != taint_)
            world.wrong("the kernel has something to report");
        std::println("seed {:#x} ends: {} steps, {} calls, {}", plan.seed, world.steps.load(),
                     world.calls.load(), world.text());
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
                std::println("{}: {}", name_of_call(target_.calls, number), done_[number]);
    }

private:
    void wait_for(pid_t run, World &world) const
    {
        const auto begin = Clock::now();
        bool replugs = world.plan.replugs;
        // It stays until its group was killed, so that its number means nothing else.
        siginfo_t ended{};
        while (Clock::now() < begin + most_ + std::chrono::seconds(5) && ended.si_pid == 0) {
            waitid(P_PID, static_cast<id_t>(run), &ended, WEXITED | WNOHANG | WNOWAIT);
            usleep(2000);
            if (replugs && Clock::now() > begin + most_ / 2) {
                replugs = false;
                const DrmDevice &device = target_.device;
                if (!device.tell_driver("unbind") || !device.tell_driver("bind"))
                    world.wrong("it cannot be bound again");
            }
        }
    }

    const Target &target_;
    std::chrono::milliseconds most_;
    std::string taint_ = text_of("/proc/sys/kernel/tainted");
    std::array<size_t, 256> done_{};
};

/// Plays seeds until one finds something: `arguments` are MILLISECONDS UPTIME FIRST [SEED...]. A seed takes so many
/// milliseconds. First are the seeds named, then FIRST, and those that follow it until the system is up for so many
/// seconds. UPTIME 0: only those that are named.
template <class Target> bool play_seeds(const Target &target, std::span<char *> arguments)
{
    const auto number = [&](size_t i) { return std::strtoull(arguments[i], nullptr, 0); };
    using Plan = Target::World::Plan;
    SeedWatch<Target> watch(target, std::chrono::milliseconds(number(0)));
    bool is_good = true;
    for (size_t i = 3; i < arguments.size() && is_good; i++)
        is_good = watch.play(Plan(number(i)));
    // This clock begins with the system.
    const std::chrono::steady_clock::time_point end{std::chrono::seconds(number(1))};
    uint64_t seed = number(2);
    while (is_good && number(1) != 0) {
        is_good = watch.play(Plan(seed++));
        if (std::chrono::steady_clock::now() >= end)
            break;
    }
    watch.print_done();
    return is_good;
}
