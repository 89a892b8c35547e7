// SPDX-License-Identifier: GPL-2.0
// Threads that wait for work of their process, as many as there are.
#pragma once

#include <tests/user/dialogue/process_stats.hpp>

/// How many threads of a side wait, as the log of all has it.
inline std::string ready_threads(const Side &side)
{
    return stat_of(side.pid(), "ready threads ");
}

/// An object of the manager that the client has a handle for, with a count of each kind.
inline void take_object(Pair &pair, uint64_t pointer)
{
    const binder_ptr_cookie object{.ptr = pointer, .cookie = 1};
    pair.client.call(0, 1);
    pair.client.tell();
    pair.manager.go();
    pair.manager.reply(Parcel().own(pointer, 1));
    pair.manager.free();
    pair.manager.go();
    pair.manager.say(BC_INCREFS_DONE, object);
    pair.manager.say(BC_ACQUIRE_DONE, object);
    pair.manager.tell();
    pair.client.go();
    pair.client.say(BC_INCREFS, uint32_t{1});
    pair.client.say(BC_ACQUIRE, uint32_t{1});
    pair.client.free();
    pair.client.tell();
}

/// Lets a thread run on the first CPU alone: on one, who is woken up runs a little later.
inline void stay_on_one_cpu(Side &side, size_t thread)
{
    side.puppet().call_in(thread, SYS_sched_setaffinity, 0, sizeof(uint64_t),
                          side.put(uint64_t{1}));
}

/// The same work twice: the second time it is on its way already, and no other thread is needed for it.
/// Who hears of it, and whether at once, is left to the machine.
inline void waiting_threads()
{
    Pair pair("threads that wait");
    Side &manager = pair.manager;
    take_object(pair, 0x500);
    stay_on_one_cpu(pair.client, 0);
    for (const size_t thread : {1, 2}) {
        stay_on_one_cpu(manager, thread);
        manager.say(BC_ENTER_LOOPER);
        manager.go(thread);
    }
    manager.print("fcntl", manager.puppet().call(SYS_fcntl, manager.fd(), F_SETFL, O_RDWR));
    for (const size_t thread : {1, 2})
        manager.begin(thread);
    settle();
    std::println("ready: {}", ready_threads(manager));
    pair.client.say(BC_RELEASE, uint32_t{1});
    pair.client.say(BC_DECREFS, uint32_t{1});
    pair.client.tell();
    settle();
    const int waiting = !manager.puppet().is_finished(1) + !manager.puppet().is_finished(2);
    std::println("ready are all that wait: {}", ready_threads(manager) == std::to_string(waiting));
}
