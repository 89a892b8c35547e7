// SPDX-License-Identifier: GPL-2.0
// Processes that are frozen, and who hears of it.
#pragma once

#include <tests/user/binder_uapi.hpp>
#include <tests/user/dialogue/information.hpp>

inline void freeze(Side &by, pid_t pid, bool enable, uint32_t timeout_ms = 0)
{
    by.control(BINDER_FREEZE, enable ? "freeze" : "thaw",
               binder_freeze_info{.pid = static_cast<uint32_t>(pid),
                                  .enable = enable ? 1u : 0u,
                                  .timeout_ms = timeout_ms});
}

inline void print_frozen(Side &by, pid_t pid)
{
    const auto info =
        by.control(BINDER_GET_FROZEN_INFO, "frozen",
                   binder_frozen_status_info{
                       .pid = static_cast<uint32_t>(pid), .sync_recv = 7, .async_recv = 7});
    std::println("  received {} one-way {}", info.sync_recv, info.async_recv);
}

inline void refuse_calls(Pair &pair, pid_t pid)
{
    Side &client = pair.client;
    freeze(client, pid, true);
    print_frozen(client, pid);
    client.call(0, 1);
    client.go();
    print_error(client);
    print_frozen(client, pid);
    client.call(0, 1, Parcel().bytes("one-way"), TF_ONE_WAY);
    client.go();
    print_frozen(client, pid);
    std::println("-- one-way calls wait, and count");
    freeze(client, pid, true);
    freeze(client, pid, true, 100);
    freeze(client, pid, false);
    print_frozen(client, pid);
    pair.manager.go();
    pair.manager.free();
    pair.manager.tell();
    call(pair, Parcel().bytes("thawed"));
}

inline void update_calls(Pair &pair, pid_t pid)
{
    std::println("-- one-way calls that are out of date");
    freeze(pair.client, pid, true);
    const auto send = [&pair](uint32_t code, const char *text, uint32_t flags) {
        pair.client.call(0, code, Parcel().bytes(text), TF_ONE_WAY | flags);
    };
    send(1, "first", tf_update_txn);
    send(1, "old", tf_update_txn);
    send(2, "another", tf_update_txn);
    send(1, "plain", 0);
    send(1, "new", tf_update_txn);
    pair.client.go();
    freeze(pair.client, pid, false);
    for (int i = 0; i < 5; i++) {
        pair.manager.go();
        pair.manager.free();
        pair.manager.tell();
    }
}

inline void freezing()
{
    Pair pair("freezing");
    Side &client = pair.client;
    Side &manager = pair.manager;
    const pid_t pid = manager.puppet().pid();
    refuse_calls(pair, pid);
    update_calls(pair, pid);
    std::println("-- a process with calls");
    client.call(0, 1);
    client.tell();
    freeze(client, pid, true);
    print_frozen(client, pid);
    manager.go();
    freeze(client, pid, true, 100);
    print_frozen(client, pid);
    std::println("-- who waits for an answer has one too");
    freeze(manager, client.puppet().pid(), true);
    print_frozen(manager, client.puppet().pid());
    manager.reply();
    manager.free();
    manager.go();
    freeze(manager, client.puppet().pid(), true);
    client.go();
    client.free();
    client.tell();
    freeze(manager, client.puppet().pid(), true);
    std::println("-- a frozen process still calls, and hears");
    call(pair, Parcel().bytes("from the cold"));
    freeze(manager, client.puppet().pid(), false);
    std::println("-- no such process");
    freeze(client, 1, true);
    print_frozen(client, 1);
}

struct Listener {
    void say(uint32_t command, uint32_t handle, uint64_t cookie)
    {
        std::println("-- {} {:#x}", command == bc_request_freeze_notification ? "request" : "clear",
                     cookie);
        side.say(command, HandleCookie{.handle = handle, .cookie = cookie});
        side.go();
    }
    void request(uint32_t handle, uint64_t cookie)
    {
        say(bc_request_freeze_notification, handle, cookie);
    }
    void clear(uint32_t handle, uint64_t cookie)
    {
        say(bc_clear_freeze_notification, handle, cookie);
    }
    void confirm(uint64_t cookie)
    {
        std::println("-- confirm {:#x}", cookie);
        side.say(bc_freeze_notification_done, cookie);
        side.go();
    }

    Side &side;
};

inline void bad_notices(Listener &listener)
{
    listener.request(9, 1);
    listener.clear(0, 1);
    listener.confirm(1);
}

inline void notices_end(Pair &pair, Listener &listener, pid_t pid)
{
    Side &client = pair.client;
    const uint32_t handle = 0;
    std::println("-- in a frozen process");
    freeze(client, pid, true);
    listener.request(0, 3);
    listener.confirm(3);
    listener.clear(0, 3);
    std::println("-- the handle goes");
    listener.request(0, 4);
    client.say(BC_RELEASE, handle);
    client.tell();
    freeze(client, pid, false);
    client.go();
    listener.confirm(4);
    client.say(BC_ACQUIRE, handle);
    client.tell();
    listener.request(0, 5);
    listener.confirm(5);
    std::println("-- the process goes");
    pair.manager.puppet().end();
    usleep(200000);
    client.go();
    listener.clear(0, 5);
    listener.request(0, 6);
    listener.clear(0, 6);
}

inline void freeze_notices()
{
    Pair pair("notices of freezing");
    Side &client = pair.client;
    const pid_t pid = pair.manager.puppet().pid();
    Listener listener{client};
    const uint32_t handle = 0;
    listener.request(0, 1);
    client.say(BC_ACQUIRE, handle);
    client.say(BC_ENTER_LOOPER);
    client.tell();
    bad_notices(listener);
    listener.request(0, 1);
    listener.request(0, 2);
    listener.clear(0, 2);
    freeze(client, pid, true);
    client.go();
    listener.confirm(1);
    freeze(client, pid, false);
    freeze(client, pid, true);
    freeze(client, pid, false);
    client.go();
    listener.confirm(1);
    listener.confirm(1);
    freeze(client, pid, true);
    freeze(client, pid, false);
    client.go();
    listener.clear(0, 1);
    listener.confirm(1);
    notices_end(pair, listener, pid);
}
