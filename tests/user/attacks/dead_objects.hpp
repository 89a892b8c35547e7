// SPDX-License-Identifier: GPL-2.0
// Objects whose owner is gone, and that are wanted all the same.
#pragma once

#include <tests/user/attacks/attack.hpp>

namespace attacks {

/// A handle of a dead object goes from hand to hand.
inline void dead_objects()
{
    Pair pair("a dead object is handed on");
    Side &manager = pair.manager;
    Side other("other");
    other.open(device);
    other.tell();
    const uint32_t handle = 1;
    pair.client.call(0, 1, Parcel().own(0x100, 1), TF_ONE_WAY);
    pair.client.tell();
    manager.go();
    manager.say(BC_ACQUIRE, handle);
    manager.free();
    manager.tell();
    pair.client.puppet().end();
    settle();
    manager.say(BC_ACQUIRE, handle);
    manager.say(BC_INCREFS, handle);
    manager.tell();
    print_handle(manager, 1);
    other.call(0, 1);
    other.tell();
    manager.go();
    manager.reply(Parcel().handle(1));
    manager.free();
    manager.go();
    other.go();
    print_log("state");
    other.say(BC_REQUEST_DEATH_NOTIFICATION, binder_handle_cookie{.handle = 1, .cookie = 0xdead});
    other.say(BC_ENTER_LOOPER);
    other.go();
    other.call(1, 1);
    other.go();
    other.free();
    other.say(BC_RELEASE, handle);
    other.tell();
    print_handle(other, 1);
}

/// Handle 0 means the manager that there is, also to who knew another one.
inline void next_manager()
{
    Side client("client");
    client.open(device);
    client.tell();
    const uint32_t handle = 0;
    std::println("== a manager ends, and there is another one");
    {
        Side manager("manager");
        manager.open(device);
        manager.control(BINDER_SET_CONTEXT_MGR, "become manager", 0);
        client.say(BC_ACQUIRE, handle);
        client.tell();
        client.control(BINDER_SET_CONTEXT_MGR, "become manager", 0);
    }
    settle();
    client.call(0, 1);
    client.go();
    print_log("state");
    Side next("manager");
    next.open(device);
    next.control(BINDER_SET_CONTEXT_MGR, "become manager", 0);
    next.control(BINDER_SET_CONTEXT_MGR, "become manager", 0);
    for (int i = 0; i < 2; i++) {
        client.say(BC_ACQUIRE, handle);
        client.say(BC_INCREFS, handle);
    }
    client.tell();
    print_log("state");
    client.say(BC_RELEASE, handle);
    client.call(0, 1, Parcel(), TF_ONE_WAY);
    client.go();
    next.go();
    next.go();
    next.say(BC_ACQUIRE, handle);
    next.go();
}

} // namespace attacks
