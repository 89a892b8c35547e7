// SPDX-License-Identifier: GPL-2.0
// One-way calls that take all the space there is for them, and what is left for others.
#pragma once

#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// Sends one-way calls of this size until one fails.
///
/// Return: how many there was room for.
inline size_t fill(ServerAndClient &both, size_t size)
{
    const auto parcel = Parcel().bytes(std::string(size, 'x'));
    // More than there can be shall not last for ever.
    size_t count = 0;
    for (; count < 1000; count++) {
        both.client.call(both.handle, parcel, TF_ONE_WAY);
        bool is_sent = true;
        both.client.talk([&is_sent](uint32_t command, Talker::Argument) {
            is_sent = is_sent && command != BR_FAILED_REPLY;
        });
        if (!is_sent)
            break;
    }
    return count;
}

/// The server hears so many of them.
inline void drain(ServerAndClient &both, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        both.server.free(ServerAndClient::take(both.server).data.ptr.buffer);
        both.server.tell();
    }
}

inline std::string own_stat(const char *name)
{
    std::string all;
    for (const auto &stat : stats_of(getpid()))
        if (stat.starts_with(name))
            all += stat.substr(std::strlen(name)) + " ";
    return all;
}

/// Small, so that there need not be many calls.
inline constexpr size_t mapped = 4 << 10;

inline void exhausted(size_t size)
{
    ServerAndClient both(mapped);
    const size_t room = fill(both, size);
    std::println("-- {} bytes each: room for {}, for a small one too: {}", size, room,
                 fill(both, 0));
    // The first of them is heard, the others wait for their turn.
    const auto first = ServerAndClient::take(both.server);
    std::println("a call that waits: {}", both.call(Parcel().bytes("small")));
    std::println("a large one: {}", both.call(Parcel().bytes(std::string(mapped / 3, 'x'))));
    std::println("one that is too large: {}", both.call(Parcel().bytes(std::string(mapped, 'x'))));
    both.server.free(first.data.ptr.buffer);
    both.server.tell();
    std::println("one is freed: room for {}", fill(both, size));
    drain(both, room / 2);
    std::println("half of them: room for {}", fill(both, size));
    drain(both, room);
    std::println("all of them: free {}, room for {}", own_stat("free async space "),
                 fill(both, size));
}

/// What does not come through takes no space.
inline void failed_calls()
{
    ServerAndClient both;
    const auto before = own_stat("free async space ");
    const auto fails = Parcel().bytes(std::string(400000, 'x')).handle(77);
    size_t failed = 0;
    for (int i = 0; i < 20; i++) {
        both.client.call(both.handle, fails, TF_ONE_WAY);
        both.client.tell();
        failed += ServerAndClient::hears(both.client).contains("BR_FAILED_REPLY EINVAL") ? 1 : 0;
    }
    std::println("-- {} have failed, and {} space is free", failed,
                 own_stat("free async space ") == before ? "all" : "less");
}

/// A receiver that ends with its space exhausted, and all the calls that wait.
inline void ended_full()
{
    auto both = std::make_unique<ServerAndClient>(mapped);
    std::println("-- the receiver ends: {} are lost", fill(*both, 24));
}

inline void async_space()
{
    for (const size_t size : {0, 100, 700, 2048, 2049})
        exhausted(size);
    failed_calls();
    ended_full();
}

} // namespace attacks
