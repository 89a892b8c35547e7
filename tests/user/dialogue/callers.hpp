// SPDX-License-Identifier: GPL-2.0
// As whom a call comes: its process, and the user that the one who opened the device is when it is made.
#pragma once

#include <tests/user/dialogue/pair.hpp>

inline void call_in(Pair &pair, size_t thread)
{
    call(pair, {}, 0, {}, 0, thread);
}

inline void become(Side &side, size_t thread, uid_t user)
{
    side.print("become", side.puppet().call_in(thread, SYS_setresuid, -1, user, -1));
}

inline void callers()
{
    Pair pair("callers");
    std::println("-- another user, in one of the threads");
    become(pair.client, 1, 1000);
    call_in(pair, 1);
    std::println("-- in the one that is the process");
    become(pair.client, 0, 2000);
    call_in(pair, 1);
    call_in(pair, 0);
}
