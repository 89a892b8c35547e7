// SPDX-License-Identifier: GPL-2.0
// What a process may ask: about its nodes, its handles, and why something failed.
#pragma once

#include <tests/user/dialogue/pair.hpp>

/// Why the last transaction of `thread` failed. Numbers of transactions differ from run to run.
inline void print_error(Side &side, size_t thread = 0)
{
    auto *error = side.put(binder_extended_error{.id = 7, .command = 7, .param = 7});
    const Outcome outcome = side.puppet().call_in(
        thread, SYS_ioctl, side.fd(), static_cast<unsigned long>(BINDER_GET_EXTENDED_ERROR), error);
    if (outcome.value != 0)
        side.print("extended error", outcome);
    std::println("{}: {} {} {}", side.name(), error->id != 0 ? "a transaction" : "none",
                 answer_name(error->command), error->param);
}

inline void print_nodes(Side &side)
{
    binder_node_debug_info info{};
    do {
        info = side.control(BINDER_GET_NODE_DEBUG_INFO, "next node", info);
        std::println("  {:#x} {:#x} strong {} weak {}", static_cast<uint64_t>(info.ptr),
                     static_cast<uint64_t>(info.cookie), info.has_strong_ref, info.has_weak_ref);
    } while (info.ptr != 0);
}

inline void print_handle(Side &side, uint32_t handle, uint32_t reserved = 0)
{
    binder_node_info_for_ref info{};
    info.handle = handle;
    info.reserved2 = reserved;
    info = side.control(BINDER_GET_NODE_INFO_FOR_REF, "handle", info);
    std::println("  handle {} strong {} weak {}", info.handle, info.strong_count, info.weak_count);
}

inline void errors(Pair &pair)
{
    std::println("-- why something failed");
    Side &client = pair.client;
    print_error(client);
    print_error(client);
    const auto fails = [&pair](const char *why, const Parcel &parcel, uint32_t handle = 0) {
        std::println("-- {}", why);
        pair.client.call(handle, 1, parcel);
        pair.client.go();
        print_error(pair.client);
    };
    fails("no such handle", Parcel(), 9);
    fails("no such file", Parcel().file(1000));
    fails("no such object", Parcel().handle(9));
    Parcel large;
    large.buffers_size = 2 << 20;
    fails("too large", large);
    large.buffers_size = ~6ULL;
    fails("larger than any number", large);
    fails("a buffer that is not there", Parcel().buffer(nullptr, 8));
    std::println("-- a call too many");
    client.call(0, 1);
    client.tell();
    client.call(0, 1);
    client.go();
    print_error(client);
    client.reply();
    client.go();
    print_error(client);
}

inline void information()
{
    Pair pair("information");
    Side &client = pair.client;
    Side &manager = pair.manager;
    print_nodes(client);
    call(pair, Parcel().own(0x100, 1).own(0x300, 3).own(0x200, 2, 0, BINDER_TYPE_WEAK_BINDER));
    print_nodes(client);
    client.go();
    print_nodes(client);
    std::println("-- handles of the manager");
    const uint32_t first = 1;
    const uint32_t second = 2;
    client.call(0, 1, Parcel().own(0x100, 1).own(0x300, 3));
    client.tell();
    manager.go();
    manager.say(BC_ACQUIRE, first);
    manager.say(BC_ACQUIRE, second);
    manager.reply();
    manager.free();
    manager.tell();
    client.go();
    print_handle(manager, 1);
    print_handle(manager, 2);
    print_handle(manager, 3);
    print_handle(manager, 0);
    print_handle(manager, 1, 1);
    print_handle(client, 0);
    std::println("-- no such command");
    client.control(BINDER_SET_IDLE_TIMEOUT, "BINDER_SET_IDLE_TIMEOUT", int64_t{1});
    client.control(BINDER_SET_IDLE_PRIORITY, "BINDER_SET_IDLE_PRIORITY", int32_t{1});
    client.control(_IO('b', 99), "another", 0);
    client.say(0x12345678);
    client.go();
}

/// An object of a process that is gone.
inline void dead_handle()
{
    Pair pair("a dead object");
    Side &manager = pair.manager;
    const uint32_t first = 1;
    pair.client.call(0, 1, Parcel().own(0x100, 1), TF_ONE_WAY);
    pair.client.tell();
    manager.go();
    manager.say(BC_ACQUIRE, first);
    manager.free();
    manager.tell();
    pair.client.puppet().end();
    usleep(200000);
    manager.call(1, 1);
    manager.go();
    print_error(manager);
    print_handle(manager, 1);
}

inline void calls_that_fail()
{
    Pair pair("failures");
    errors(pair);
    Side &client = pair.client;
    Side &manager = pair.manager;
    std::println("-- an answer that fails");
    manager.go();
    manager.free();
    manager.tell();
    client.call(0, 1);
    client.tell();
    manager.go();
    manager.reply(Parcel().handle(9));
    manager.go();
    print_error(manager);
    client.go();
    print_error(client);
    std::println("-- one that goes well");
    call(pair, Parcel());
    print_error(manager);
    print_error(client);
    std::println("-- a manager that dies");
    client.call(0, 1);
    client.tell();
    manager.puppet().end();
    usleep(200000);
    client.go();
    print_error(client);
    client.call(0, 1);
    client.go();
    print_error(client);
}
