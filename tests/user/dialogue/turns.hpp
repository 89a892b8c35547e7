// SPDX-License-Identifier: GPL-2.0
// What is said out of turn, or by those who are gone: calls, answers, managers.
#pragma once

#include <tests/user/dialogue/freeze.hpp>
#include <tests/user/dialogue/process_logs.hpp>

inline void unheard_answer()
{
    Pair pair("an answer that was not heard");
    Side &client = pair.client;
    Side &manager = pair.manager;
    client.call(0, 1);
    client.tell();
    close_a_copy(client);
    client.go();
    manager.go();
    manager.reply();
    manager.free();
    manager.tell();
    std::println("-- does not keep it from a call that has none");
    client.call(0, 2, Parcel(), TF_ONE_WAY);
    client.tell();
    print_error(client);
    std::println("-- but from others");
    client.call(0, 3);
    client.tell();
    print_error(client);
    client.go();
    client.go();
    client.free();
    client.tell();
    manager.go();
    manager.go();
    manager.free();
    manager.tell();
    call(pair, Parcel().bytes("heard"));
}

inline void little_room()
{
    Pair pair("a thread that has little room");
    Side &manager = pair.manager;
    manager.say(BC_ENTER_LOOPER);
    manager.go(1);
    std::println("-- waits as others do");
    const auto listen = [&] {
        manager.begin(1, 48);
        manager.finish(1);
    };
    listen();
    pair.client.call(0, 1);
    pair.client.tell();
    listen();
    std::println("-- leaves a call to others");
    manager.go();
    manager.reply();
    manager.free();
    manager.tell();
    pair.client.go();
}

inline void ends_amid_calls()
{
    Pair pair("a thread that ends amid a call within a call");
    Side &client = pair.client;
    Side &manager = pair.manager;
    client.call(0, 1, Parcel().own(0x100, 1));
    client.tell();
    manager.go();
    manager.call(1, 2);
    manager.tell();
    manager.control(BINDER_THREAD_EXIT, "exit", 0);
    std::println("-- its process may be frozen");
    freeze(client, manager.pid(), true, 100);
    print_frozen(client, manager.pid());
    freeze(client, manager.pid(), false);
    client.go();
    client.reply();
    client.go();
    client.free();
    client.go();
}

inline void next_manager()
{
    Pair pair("a manager that comes after another");
    Side &client = pair.client;
    client.say(BC_ACQUIRE, 0u);
    client.tell();
    pair.manager.puppet().end();
    Side next("next");
    next.open(device);
    become_manager(next, FLAT_BINDER_FLAG_ACCEPTS_FDS);
    next.say(BC_ENTER_LOOPER);
    next.tell();
    std::println("-- the old one's handle, for the new one");
    client.call(0, 1, Parcel().handle(0));
    client.go();
    next.go();
    print_log(log_of(next));
    print_log(log_of(client));
    std::println("-- the new one's handle, beside the old one's");
    client.say(BC_ACQUIRE, 0u);
    client.tell();
    print_log(log_of(client));
}

inline void turns()
{
    unheard_answer();
    little_room();
    ends_amid_calls();
    next_manager();
}
