// SPDX-License-Identifier: GPL-2.0
// All that a thread does, one step after the other.
#pragma once

#include <tests/fuzz/binder/file_systems.hpp>
#include <tests/fuzz/binder/poll.hpp>
#include <tests/fuzz/binder/write_read.hpp>

#include <sys/resource.h>

/// Looks at all that was received and not freed.
inline void check(Actor &actor)
{
    const std::lock_guard locked(actor.process.mutex);
    for (const auto &port : actor.process.ports)
        if (port && port->is_trusted && !port->received.are_whole(actor.reader))
            actor.world.wrong("what was received has changed");
}

/// Files to send, and how many there may be.
inline void use_files(Actor &actor)
{
    Random &random = actor.random;
    const std::lock_guard locked(actor.process.mutex);
    if (random.chance(50)) {
        if (const auto fd = actor.process.files.take(random))
            close(*fd);
        return;
    }
    if (random.chance(10)) {
        const rlimit few{.rlim_cur = random.chance(50) ? 8 : World::most_files,
                         .rlim_max = World::most_files};
        setrlimit(RLIMIT_NOFILE, &few);
    }
    actor.process.files.add(random.chance(50) ? eventfd(0, EFD_CLOEXEC)
                                              : memfd_create("fuzz", MFD_CLOEXEC));
}

/// Begins another process, which uses the same devices.
inline void fork_one(Actor &actor);

/// All of the process ends, and what is closed then is.
inline void exec_nothing(Actor &actor)
{
    const auto *self = "/proc/self/exe";
    actor.try_it([&] { return execl(self, self, nullptr); });
}

inline void kill_one(Actor &actor)
{
    if (const pid_t pid = actor.world.any_pid(actor.random))
        kill(pid, SIGKILL);
}

inline void be_nice(Actor &actor)
{
    setpriority(PRIO_PROCESS, 0, static_cast<int>(actor.random.below(40)) - 20);
}

inline void do_step(Actor &actor, Step step)
{
    switch (step) {
    case Step::hear: return talk(actor, 0);
    case Step::control: return control(actor);
    case Step::open: return open_another(actor);
    case Step::close: return close_one(actor);
    case Step::map: return map_again(actor);
    case Step::unmap: return unmap(actor, false);
    case Step::remap: return unmap(actor, true);
    case Step::touch: return touch(actor);
    case Step::fork: return fork_one(actor);
    case Step::exec: return actor.random.chance(10) ? exec_nothing(actor) : be_nice(actor);
    case Step::kill: return kill_one(actor);
    case Step::poll: return poll_port(actor);
    case Step::epoll: return use_epoll(actor);
    case Step::mount: return use_mount(actor);
    case Step::log: return read_log(actor);
    case Step::freeze: return freeze(actor);
    case Step::files: return use_files(actor);
    case Step::nice: return be_nice(actor);
    case Step::check: return check(actor);
    case Step::exit_thread: return exit_thread(actor);
    default: return talk(actor, actor.random.between(1, 5));
    }
}
