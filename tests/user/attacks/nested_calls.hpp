// SPDX-License-Identifier: GPL-2.0
// Calls within calls, between processes that call each other, or themselves.
#pragma once

#include <tests/user/attacks/owners.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// Two that know each other.
struct Friends : ServerAndClient {
    Friends()
    {
        const auto parcel = Parcel().own(0xc1, 1);
        client.call(handle, parcel);
        client.tell();
        const auto data = take(server);
        back = reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer)->handle;
        server.say(BC_ACQUIRE, back);
        server.free(data.data.ptr.buffer);
        server.reply();
        server.tell();
        hears(server);
        hears(client);
    }

    /// One calls, the other calls back before it answers, and so on.
    ///
    /// Return: how deep they got.
    int nest(int depth)
    {
        for (int i = 0; i < depth; i++) {
            Talker &from = i % 2 == 0 ? client : server;
            Talker &to = i % 2 == 0 ? server : client;
            from.call(i % 2 == 0 ? handle : back);
            if (from.tell() != 0 || !hears(to).contains("BR_TRANSACTION"))
                return i;
        }
        return depth;
    }
    /// All of them answer, the last one first.
    ///
    /// Return: how many have.
    int unwind(int depth)
    {
        int answered = 0;
        for (int i = depth - 1; i >= 0; i--) {
            Talker &from = i % 2 == 0 ? server : client;
            Talker &to = i % 2 == 0 ? client : server;
            from.reply();
            from.tell();
            hears(from);
            answered += hears(to).contains("BR_REPLY") ? 1 : 0;
        }
        return answered;
    }

    uint32_t back = 0;
};

inline void deep_calls()
{
    constexpr int depth = 64;
    Friends friends;
    std::println("{} calls within each other", friends.nest(depth));
    std::println("{} answers", friends.unwind(depth));
    // A kernel that ends one in the middle of the end of the other has no stack for so many.
    std::println("and {}, which nobody answers", friends.nest(1000));
}

/// Each sends the other its own object, and the other's, while the other does the same.
inline void crossing()
{
    constexpr int rounds = 100;
    Friends friends;
    std::atomic<int> answers = 0;
    const auto count = [&answers](uint32_t command, Talker::Argument) {
        answers += command == BR_TRANSACTION ? 1 : 0;
    };
    const auto own = Parcel().own(0xc1, 1).handle(friends.handle);
    const auto others = Parcel().own(0x5e, 0x5e).handle(friends.back);
    at_once(4, [&](size_t number) {
        const bool is_client = number % 2 == 0;
        Talker talker(is_client ? friends.opened_client : friends.opened_server);
        const uint32_t handle = is_client ? friends.handle : friends.back;
        talker.say(BC_ENTER_LOOPER);
        for (int i = 0; i < rounds; i++) {
            talker.call(handle, is_client ? own : others, TF_ONE_WAY);
            hear_objects(talker, count);
        }
    });
    // What waited for its turn is left.
    const bool have_come = comes_true([&] {
        for (Talker *talker : {&friends.client, &friends.server})
            hear_objects(*talker, count);
        return answers == 4 * rounds;
    });
    std::println("across: {}", have_come ? "all have come" : "some have not");
}

inline void selves()
{
    const Opened opened;
    Talker self(opened);
    opened.become_manager();
    const uint32_t handle = 0;
    const auto parcel = Parcel().own(1, 1).handle(0);
    self.call(0);
    std::println("a manager calls itself: {}", ServerAndClient::hears(self));
    self.call(0, parcel, TF_ONE_WAY);
    std::println("one-way, with objects: {}", ServerAndClient::hears(self));
    self.say(BC_ACQUIRE, handle);
    std::println("it acquires itself: {}", strerrorname_np(self.tell()));
    self.say(BC_RELEASE, handle);
    std::println("it releases itself: {}", strerrorname_np(self.tell()));
    self.say(BC_REQUEST_DEATH_NOTIFICATION, binder_handle_cookie{.handle = 0, .cookie = 0xdead});
    std::println("it waits for its death: {}", strerrorname_np(self.tell()));
    const Opened another;
    Talker other(another);
    other.call(0);
    std::println("a manager calls itself by another file: {}", ServerAndClient::hears(other));
    other.call(0, parcel, TF_ONE_WAY);
    std::println("one-way, with objects: {}", ServerAndClient::hears(other));
}

inline void nested_calls()
{
    deep_calls();
    selves();
    crossing();
}

} // namespace attacks
