// SPDX-License-Identifier: GPL-2.0
// A thread of a process: what it needs to do its steps, and what all threads of the process know.
#pragma once

#include <tests/fuzz/drm/recent.hpp>
#include <tests/fuzz/drm/world.hpp>
#include <tests/fuzz/faults.hpp>
#include <tests/fuzz/signals.hpp>
#include <tests/user/need.hpp>

#include <libdrm/drm.h>
#include <sys/ioctl.h>

template <class World_> struct DrmProcess {
    using World = World_;

    DrmProcess(World &world, size_t number) : world(world), number(number) {}

    World &world;
    size_t number;
    /// Mostly this one is used.
    std::atomic<int> first_file = -1;
    Recent<4> files;   // open, as what follows
    Recent<4> buffers; // that go from one to another
    Recent<6> maps;    // addresses of `mapped` bytes
    static constexpr size_t mapped = 16384;
};

template <class Process> struct DrmActor {
    using World = Process::World;

    /// `index` counts the threads of a process, `life` the processes that had the same number before.
    DrmActor(Process &process, size_t index, uint32_t life)
        : process(process), world(process.world), plan(world.plan),
          random(plan.seed, process.number, index, life), signals(plan.interrupted_every_ms)
    {}

    int file()
    {
        return random.chance(85) ? process.first_file.load()
                                 : static_cast<int>(process.files.pick(random));
    }
    bool is_odd() { return random.chance(plan.mutated); }
    /// A number that is mostly what it is said to be.
    template <std::integral T> T about(T value)
    {
        return is_odd() && random.chance(30)
                   ? static_cast<T>(random.near(static_cast<uint64_t>(value)))
                   : value;
    }

    /// Calls `call`, in which something may fail.
    template <class F> auto try_it(F &&call)
    {
        const bool fails = random.chance(plan.faults);
        if (fails)
            faults.fail(random.between(1, 60));
        const auto result = call();
        if (fails)
            faults.fail(0);
        world.calls++;
        return result;
    }
    /// Return: whether it did what it was asked for.
    template <class T> bool ask(int fd, unsigned long command, T &argument)
    {
        void *there = &argument;
        if (is_odd() && random.chance(5))
            there = reinterpret_cast<void *>(random.boundary());
        const bool is_done = try_it([&] { return ioctl(fd, command, there); }) == 0;
        if (is_done)
            world.done[_IOC_NR(command)]++;
        return is_done;
    }

    /// A number of a buffer of a file: they are small.
    uint32_t handle() { return about(static_cast<uint32_t>(random.between(1, 8))); }

    Process &process;
    World &world;
    const World::Plan &plan;
    Random random;
    Faults faults;
    Signals signals;
};

/// A call of a file, with any argument of any size.
template <class Actor> void call_with_junk(Actor &actor, uint64_t number)
{
    Random &random = actor.random;
    std::array<uint64_t, 32> argument{};
    for (auto &word : argument)
        word = random.chance(60) ? random.below(80) : random.boundary();
    actor.ask(actor.file(),
              _IOC(random.between(1, 3), DRM_IOCTL_BASE, number, random.below(sizeof(argument))),
              argument);
}
