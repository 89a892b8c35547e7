// SPDX-License-Identifier: GPL-2.0
// Who serves a call is as nice as who waits for it.
#pragma once

#include <tests/user/dialogue/pair.hpp>

#include <sys/resource.h>

inline void be_nice(Side &side, int nice)
{
    side.print("be nice", side.puppet().call(SYS_setpriority, PRIO_PROCESS, 0, nice));
}

/// The system call says 20 less than that, for it cannot say less than 0.
inline void print_nice(Side &side)
{
    std::println("{} is nice {}", side.name(),
                 20 - side.puppet().call(SYS_getpriority, PRIO_PROCESS, 0).value);
}

inline void nice_call(Pair &pair, int nice, uint32_t flags = 0)
{
    be_nice(pair.client, nice);
    pair.client.call(0, 1, Parcel(), flags);
    pair.client.tell();
    pair.manager.go();
    print_nice(pair.manager);
    if ((flags & TF_ONE_WAY) == 0)
        pair.manager.reply();
    pair.manager.free();
    pair.manager.tell();
    print_nice(pair.manager);
    pair.manager.go();
    print_nice(pair.manager);
    pair.client.go();
    pair.client.free();
}

inline void niceness(const char *title, uint32_t least)
{
    Pair pair(title, least);
    for (const int nice : {0, 5, 15, -5})
        nice_call(pair, nice);
    std::println("-- one-way");
    nice_call(pair, 5, TF_ONE_WAY);
    be_nice(pair.manager, 12);
    nice_call(pair, 5, TF_ONE_WAY);
    std::println("-- a server that was nice before");
    be_nice(pair.manager, 12);
    nice_call(pair, 3);
    std::println("-- a call that is not answered well");
    pair.client.call(0, 1);
    pair.client.tell();
    be_nice(pair.manager, 7);
    pair.manager.go();
    print_nice(pair.manager);
    pair.manager.reply(Parcel().handle(9));
    pair.manager.go();
    print_nice(pair.manager);
}

inline void clearing()
{
    Pair pair("what is freed is cleared, or not");
    for (const uint32_t flags : {0u, uint32_t{TF_CLEAR_BUF}}) {
        pair.client.call(0, 1, Parcel().bytes("a secret"), flags);
        pair.client.tell();
        pair.manager.go();
        const uint64_t address = pair.manager.received().front();
        pair.manager.reply();
        pair.manager.free();
        pair.manager.go();
        const auto left = pair.manager.puppet().peek(address, 8);
        std::println("  left: {:?}",
                     std::string_view(reinterpret_cast<const char *>(left.data()), left.size()));
        pair.client.go();
        pair.client.free();
        pair.client.tell();
    }
}
