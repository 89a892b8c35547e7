// SPDX-License-Identifier: GPL-2.0
// What a process of a seed does, from its beginning to its end.
#pragma once

#include <tests/fuzz/binder/steps.hpp>

#include <system_error>

inline void perform_thread(Process &process, uint32_t life);

/// Begins a thread, if there may be one more.
inline void add_thread(Process &process, uint32_t life)
{
    if (process.threads >= process.plan.most_threads())
        return;
    try {
        std::thread(perform_thread, std::ref(process), life).detach();
    } catch (const std::system_error &) {
        return; // there is no memory for it
    }
}

inline void do_steps(Actor &actor, uint32_t life, size_t count)
{
    for (; count > 0; count--) {
        do_step(actor, static_cast<Step>(actor.plan.doing.pick(actor.random)));
        actor.world.steps++;
        if (actor.process.wants_thread.exchange(false))
            add_thread(actor.process, life);
        if (actor.process.misses_manager.exchange(false) && actor.random.chance(20))
            if (const auto port = actor.process.port(actor.random))
                become_manager(actor, *port);
    }
}

inline void perform_thread(Process &process, uint32_t life)
{
    const size_t index = process.threads++;
    if (index >= process.plan.most_threads())
        return;
    Actor actor(process, index, life);
    if (const auto port = process.port(actor.random))
        enter(*port, index < actor.plan.threads ? BC_ENTER_LOOPER : BC_REGISTER_LOOPER);
    do_steps(actor, life, actor.plan.steps);
    process.ended++;
}

/// `life` counts those that were in the same place before.
[[noreturn]] inline void perform(World &world, size_t number, uint32_t life)
{
    const Plan &plan = world.plan;
    Process process(world, number);
    {
        const size_t index = process.threads++;
        Actor actor(process, index, life);
        begin(actor);
        for (size_t i = 1; i < plan.threads; i++)
            add_thread(process, life);
        if (const auto port = process.port(actor.random))
            enter(*port, BC_ENTER_LOOPER);
        do_steps(actor, life, plan.steps);
        process.ended++;
    }
    if (!plan.leaves_early)
        for (int i = 0; i < 200 && process.ended < process.threads; i++)
            usleep(5000);
    _exit(0);
}

// The child knows what its parent does, and cannot know what that does from now on.
inline void fork_one(Actor &actor)
{
    const auto number = actor.world.find_free(actor.plan.processes);
    if (!number)
        return;
    const auto life = static_cast<uint32_t>(actor.random.below(1000));
    std::unique_lock locked(actor.process.mutex);
    for (const auto &port : actor.process.ports)
        if (port)
            port->trust_no_more();
    const pid_t pid = fork();
    if (pid != 0) {
        actor.world.pid(*number) = std::max(pid, 0);
        return;
    }
    Process &process = actor.process;
    process.number = *number;
    process.threads = 1;
    process.ended = 0;
    for (const auto &port : process.ports) {
        if (!port)
            continue;
        port->talkers.clear();
        port->lose_mapping(); // it is the parent's alone
    }
    locked.unlock();
    Actor child(process, 0, life);
    if (child.random.chance(5))
        exec_nothing(child);
    do_steps(child, life, child.random.below(60));
    _exit(0);
}
