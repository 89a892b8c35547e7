// SPDX-License-Identifier: GPL-2.0
// Watches over seeds, one after the other: each has to end in time, and to leave nothing behind.
#pragma once

#include <tests/fuzz/binder/honest_call.hpp>
#include <tests/fuzz/binder/log_check.hpp>
#include <tests/fuzz/binder/seed_run.hpp>
#include <tests/fuzz/left_processes.hpp>
#include <tests/user/leftovers.hpp>

class SeedWatch {
public:
    explicit SeedWatch(std::chrono::milliseconds most)
        : most_(most), leftovers_(driver.logs + "/stats")
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
            SeedRun(world, most_).play();
        wait_for(run);
        if (stop(run))
            check_logs(world);
        kill(-run, SIGKILL);
        if (!reap_all()) {
            world.wrong("some do not end");
            print_hung();
            return false;
        }
        if (const std::string left = leftovers_.find(); !left.empty()) {
            world.wrong("left behind: " + left);
            std::println("{}", text_of(driver.logs + "/state"));
        }
        if (!HonestCall(driver.device).is_answered())
            world.wrong("an honest call is not answered");
        if (text_of("/proc/sys/kernel/tainted") != taint_)
            world.wrong("the kernel has something to report");
        std::println(
            "seed {:#x} ends: {} steps, {} calls, {} received, {} sealed, {} handles, {} memories",
            plan.seed, world.steps.load(), world.calls.load(), world.received.load(),
            world.sealed.load(), world.handles.load(), world.memories.load());
        const bool is_good = !world.is_wrong();
        world.destroy();
        return is_good;
    }

private:
    static void check_logs(World &world)
    {
        const LogCheck check(driver.logs);
        world.handles += check.handles();
        world.memories += check.memories();
        if (const std::string wrong = check.find(); !wrong.empty()) {
            world.wrong(wrong);
            std::println("{}", text_of(driver.logs + "/state"));
        }
    }

    void wait_for(pid_t run) const
    {
        const auto end = SeedRun::Clock::now() + most_ + std::chrono::seconds(5);
        // It stays until its group was killed, so that its number means nothing else.
        siginfo_t ended{};
        while (SeedRun::Clock::now() < end && ended.si_pid == 0) {
            waitid(P_PID, static_cast<id_t>(run), &ended, WEXITED | WNOHANG | WNOWAIT);
            usleep(2000);
        }
    }

    /// Stops all in the middle of what they do, outside of the driver. Returns whether they are.
    static bool stop(pid_t group)
    {
        kill(-group, SIGSTOP);
        for (int i = 0; i < 500; i++) {
            if (are_stopped(group))
                return true;
            usleep(2000);
        }
        return false;
    }
    static bool are_stopped(pid_t group)
    {
        for (const auto &process : std::filesystem::directory_iterator("/proc")) {
            if (getpgid(std::atoi(process.path().filename().c_str())) != group)
                continue;
            std::error_code gone;
            for (const auto &thread :
                 std::filesystem::directory_iterator(process.path() / "task", gone)) {
                const std::string stat = text_of(thread.path() / "stat");
                if (const size_t name = stat.rfind(") ");
                    name != std::string::npos && !std::string("TZX").contains(stat[name + 2]))
                    return false;
            }
        }
        return true;
    }

    std::chrono::milliseconds most_;
    Leftovers leftovers_;
    std::string taint_ = text_of("/proc/sys/kernel/tainted");
};
