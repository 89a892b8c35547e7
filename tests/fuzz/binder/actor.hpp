// SPDX-License-Identifier: GPL-2.0
// A thread of a process: what it needs to do its steps.
#pragma once

#include <tests/fuzz/binder/process.hpp>
#include <tests/fuzz/binder/send_memory.hpp>
#include <tests/fuzz/faults.hpp>
#include <tests/fuzz/signals.hpp>

#include <sys/ioctl.h>

struct Actor {
    /// `index` counts the threads of a process, `life` those that had the same index before.
    Actor(Process &process, size_t index, uint32_t life)
        : process(process), world(process.world), plan(process.plan),
          random(plan.seed, process.number, index, life), memory(world, process.number, index),
          signals(plan.interrupted_every_ms)
    {}

    /// Calls `call`, in which something may fail.
    template <class F> auto try_it(F &&call)
    {
        const bool fails = random.chance(plan.faults);
        if (fails)
            faults.fail(random.between(1, 40));
        const auto result = call();
        if (fails)
            faults.fail(0);
        return result;
    }

    /// Where the driver finds an argument, or does not.
    template <class T> void *argument(const T &value)
    {
        switch (random.below(40)) {
        case 0: return nullptr;
        case 1: return memory.beyond();
        case 2: return reinterpret_cast<void *>(random.boundary());
        case 3: return memory.put_last(value);
        case 4: return reinterpret_cast<std::byte *>(memory.put_last(value)) + 1;
        default: return memory.put(value);
        }
    }
    template <class T> long control(const Port &port, unsigned long command, const T &value)
    {
        void *there = argument(value);
        return try_it([&] { return ioctl(port.fd, command, there); });
    }

    /// The number of a process, mostly of one of this seed.
    pid_t anybody()
    {
        const pid_t pid = world.any_pid(random);
        return random.chance(5) ? static_cast<pid_t>(random.boundary()) : pid ? pid : getpid();
    }

    Process &process;
    World &world;
    const Plan &plan;
    Random random;
    SendMemory memory;
    MemoryReader reader;
    Faults faults;
    Signals signals;
    pid_t tid = gettid();
    uint32_t calls = 0; // so far, each has a number
};
