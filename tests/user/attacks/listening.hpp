// SPDX-License-Identifier: GPL-2.0
// A manager that listens for the deaths of a client's objects, step by step.
#pragma once

#include <tests/user/attacks/attack.hpp>

namespace attacks {

/// A manager that has handles for objects of a client.
struct Listening : Pair {
    explicit Listening(const char *title) : Pair(title) {}

    /// The client sends one more, and the manager keeps it.
    void keep(uint64_t pointer, uint32_t handle)
    {
        client.call(0, 1, Parcel().own(pointer, pointer), TF_ONE_WAY);
        client.tell();
        manager.go();
        manager.say(BC_ACQUIRE, handle);
        manager.free();
        manager.tell();
    }
    void say(uint32_t command, uint32_t handle, uint64_t cookie)
    {
        manager.say(command, binder_handle_cookie{.handle = handle, .cookie = cookie});
    }
    void request(uint32_t handle, uint64_t cookie)
    {
        say(BC_REQUEST_DEATH_NOTIFICATION, handle, cookie);
    }
    void clear(uint32_t handle, uint64_t cookie)
    {
        say(BC_CLEAR_DEATH_NOTIFICATION, handle, cookie);
    }
    void release(uint32_t handle) { manager.say(BC_RELEASE, handle); }
    void confirm(uint64_t cookie) { manager.say(BC_DEAD_BINDER_DONE, cookie); }
    /// How many notices the driver has, of all processes.
    void print_notices() const
    {
        const auto notices = counts(0)["death"];
        std::println("notices: {}", notices.empty() ? "none" : notices);
    }
    void client_ends()
    {
        client.puppet().end();
        settle();
    }
};

} // namespace attacks
