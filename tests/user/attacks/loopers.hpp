// SPDX-License-Identifier: GPL-2.0
// Threads that come in more than one way, come too often, or were never asked for; and processes that
// want more of them than there can be.
#pragma once

#include <tests/user/attacks/attack.hpp>

namespace attacks {

/// How the driver's log shows the thread of a process, and how many it has asked for.
inline std::string threads_of(const Side &side)
{
    std::ifstream file(logs + "/state");
    std::string all;
    std::string line;
    bool is_it = false;
    while (std::getline(file, line)) {
        if (line.starts_with("proc "))
            is_it = line == std::format("proc {}", side.pid());
        if (is_it && line.starts_with("  thread "))
            all += line.substr(line.find("l "), 4) + ", ";
    }
    return all + stat_of(side.pid(), "requested threads: ");
}

/// Says these in one thread together, and in another one one by one.
inline void enter(const char *what, const std::vector<uint32_t> &commands)
{
    Side side("side");
    side.open(device);
    for (const uint32_t command : commands)
        side.say(command);
    side.tell(1);
    for (const uint32_t command : commands) {
        side.say(command);
        side.tell(2);
    }
    std::println("{}: {}", what, threads_of(side));
}

inline void loopers()
{
    enter("entered", {BC_ENTER_LOOPER, BC_ENTER_LOOPER, BC_ENTER_LOOPER});
    enter("entered and registered", {BC_ENTER_LOOPER, BC_REGISTER_LOOPER});
    enter("registered and entered", {BC_REGISTER_LOOPER, BC_ENTER_LOOPER});
    enter("registered", {BC_REGISTER_LOOPER, BC_REGISTER_LOOPER, BC_REGISTER_LOOPER});
    enter("left, and entered", {BC_EXIT_LOOPER, BC_ENTER_LOOPER});
    enter("left twice, and back",
          {BC_ENTER_LOOPER, BC_EXIT_LOOPER, BC_EXIT_LOOPER, BC_ENTER_LOOPER});
    Pair pair("who came in every way is heard all the same");
    for (const uint32_t command : {BC_REGISTER_LOOPER, BC_ENTER_LOOPER, BC_EXIT_LOOPER})
        for (Side *side : {&pair.client, &pair.manager})
            side->say(command);
    pair.manager.tell();
    call(pair, Parcel().bytes("all the same"));
    std::println("{} {}", threads_of(pair.manager), threads_of(pair.client));
}

inline void set_most(Side &side, uint32_t most)
{
    side.control(BINDER_SET_MAX_THREADS, "at most", most);
}

/// One call after the other, each heard by thread 0: who is asked for more threads?
inline void hear_calls(Pair &pair, int calls)
{
    for (int i = 0; i < calls; i++) {
        pair.client.call(0, 1, Parcel(), TF_ONE_WAY);
        pair.client.tell();
        pair.manager.go();
        pair.manager.free();
        pair.manager.tell();
    }
    std::println("{}", threads_of(pair.manager));
}

inline void most_threads()
{
    for (const uint32_t most : {0u, 1u, 0x80000000u}) {
        Pair pair("more threads than there can be");
        set_most(pair.manager, most);
        hear_calls(pair, 2);
        std::println("-- more come than were asked for");
        for (int i = 0; i < 4; i++)
            pair.manager.say(BC_REGISTER_LOOPER);
        pair.manager.tell(1);
        hear_calls(pair, 2);
    }
}

/// The limit falls below what there are, and rises again.
inline void changed_limit()
{
    Pair pair("a limit that changes");
    Side &manager = pair.manager;
    set_most(manager, 2);
    hear_calls(pair, 1);
    set_most(manager, 0);
    manager.say(BC_REGISTER_LOOPER);
    manager.tell(1);
    hear_calls(pair, 2);
    set_most(manager, 1);
    hear_calls(pair, 2);
    set_most(manager, 2);
    hear_calls(pair, 1);
    std::println("-- who was asked for ends, and comes again");
    manager.say(BC_REGISTER_LOOPER);
    manager.tell(2);
    manager.print("exit",
                  manager.puppet().call_in(2, SYS_ioctl, manager.fd(),
                                           static_cast<unsigned long>(BINDER_THREAD_EXIT), 0));
    manager.say(BC_REGISTER_LOOPER);
    manager.tell(2);
    hear_calls(pair, 2);
}

inline void threads()
{
    most_threads();
    changed_limit();
}

} // namespace attacks
