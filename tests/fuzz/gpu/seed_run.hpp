// SPDX-License-Identifier: GPL-2.0
// What the processes of a seed do with a graphics processor.
#pragma once

#include <tests/fuzz/drm/seed_run.hpp>
#include <tests/fuzz/gpu/buffers.hpp>
#include <tests/fuzz/gpu/groups.hpp>
#include <tests/fuzz/gpu/heaps.hpp>
#include <tests/fuzz/gpu/questions.hpp>

/// Opens one more; others may still use the one that is closed for it.
inline void use_files(Actor &actor)
{
    const int opened = actor.try_it([&] { return gpu_device.open_file(); });
    // If the device has gone meanwhile, there may be another.
    drm_panthor_dev_query query{};
    if (opened >= 0 && !actor.ask(actor.process.first_file, DRM_IOCTL_PANTHOR_DEV_QUERY, query))
        close(actor.process.first_file.exchange(opened));
    else
        keep_file(actor.process.files, actor.random, opened);
}

/// Somebody has all files and mappings, too, for a while.
inline void fork_shortly(Actor &actor)
{
    const auto time = static_cast<unsigned>(actor.random.below(20000));
    if (fork() != 0)
        return;
    usleep(time);
    _exit(0);
}

inline void do_step(Actor &actor, Step step)
{
    switch (step) {
    case Step::ask: ask(actor); break;
    case Step::vm: use_vm(actor); break;
    case Step::bind: change_mappings(actor, false); break;
    case Step::bind_later: change_mappings(actor, true); break;
    case Step::buffer: use_buffer(actor); break;
    case Step::map: use_map(actor); break;
    case Step::write: write_streams(actor); break;
    case Step::prime: use_prime(actor); break;
    case Step::syncobj: use_syncobj(actor); break;
    case Step::wait: wait_for_fences(actor); break;
    case Step::group: use_group(actor); break;
    case Step::submit: submit(actor); break;
    case Step::heap: use_heap(actor); break;
    case Step::open: use_files(actor); break;
    case Step::fork: fork_shortly(actor); break;
    default: call_junk(actor);
    }
}

/// `shared`: a file that others have, too; -1: there is none.
[[noreturn]] inline void perform(World &world, int shared, size_t number, uint32_t life)
{
    // Nobody waits for those that it forks.
    std::signal(SIGCHLD, SIG_IGN);
    Process process(world, number);
    {
        Actor actor(process, 0, life + 1000);
        process.first_file = shared >= 0 ? shared : gpu_device.open_file();
        use_files(actor);
        for (int i = 0; i < 4; i++) {
            use_vm(actor);
            use_buffer(actor);
            use_buffer(actor);
            use_syncobj(actor);
            use_map(actor);
            write_streams(actor);
        }
        // What runs where nothing is mapped is the end of its group.
        for (int i = 0; i < 12; i++)
            change_mappings(actor, false);
        for (int i = 0; i < 3; i++)
            use_group(actor);
    }
    do_steps(process, life, do_step);
}
