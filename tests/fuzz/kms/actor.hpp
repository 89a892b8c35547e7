// SPDX-License-Identifier: GPL-2.0
// A thread of a process: what it needs to do its steps, and what all threads of the process know.
#pragma once

#include <tests/fuzz/faults.hpp>
#include <tests/fuzz/kms/objects.hpp>
#include <tests/fuzz/kms/recent.hpp>
#include <tests/fuzz/kms/screen_device.hpp>
#include <tests/fuzz/kms/world.hpp>
#include <tests/fuzz/signals.hpp>

struct Process {
    Process(World &world, const Objects &objects, size_t number)
        : world(world), objects(objects), number(number)
    {}

    World &world;
    const Objects &objects;
    size_t number;
    /// Mostly the master of the screen, where the others may do less.
    std::atomic<int> first_card = -1;
    Recent<4> cards; // open files, as what follows
    Recent<4> buffers;
    Recent<4> fences;
    Recent<3> timelines;
    Recent<8> framebuffers; // Sized
    Recent<4> arrows;       // those that are transparent
    Recent<6> modes;        // Sized blobs
    Recent<6> blobs;
    Recent<6> maps; // addresses of `mapped` bytes
    static constexpr size_t mapped = 16384;
};

struct Actor {
    /// `index` counts the threads of a process, `life` the processes that had the same number before.
    Actor(Process &process, size_t index, uint32_t life)
        : process(process), world(process.world), plan(world.plan), objects(process.objects),
          random(plan.seed, process.number, index, life), signals(plan.interrupted_every_ms)
    {}

    int card()
    {
        return random.chance(85) ? process.first_card.load()
                                 : static_cast<int>(process.cards.pick(random));
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
    uint32_t any_framebuffer(unsigned of_arrows = 20)
    {
        return about(Sized::of(random.chance(of_arrows) ? process.arrows.pick(random)
                                                        : process.framebuffers.pick(random))
                         .id);
    }

    Process &process;
    World &world;
    const Plan &plan;
    const Objects &objects;
    Random random;
    Faults faults;
    Signals signals;
};
