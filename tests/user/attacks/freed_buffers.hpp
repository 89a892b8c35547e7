// SPDX-License-Identifier: GPL-2.0
// BC_FREE_BUFFER of what is not there, is not this process's, is free already, or is freed by several
// threads at once.
#pragma once

#include <tests/user/attacks/own_descriptors.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// How many places are taken in both of them. The client that is no attacker has one in this process,
/// too.
inline int taken_places()
{
    int places = -1;
    for (const auto &stat : stats_of(getpid()))
        if (stat.starts_with("buffers: "))
            places += std::stoi(stat.substr(9));
    return places;
}

inline void free_anything(Talker &who, uint64_t base)
{
    constexpr std::array<uint64_t, 10> offsets = {
        0, 8, 1, 24, 4096, Side::mapped - 8, Side::mapped, ~0ULL - 7, 1ULL << 40, 1ULL << 63};
    for (const uint64_t offset : offsets)
        who.free(base + offset);
    who.free(0);
    who.free(~0ULL);
    std::println("said: {}", strerrorname_np(who.tell()));
}

inline void free_wrongly()
{
    ServerAndClient both;
    const uint64_t base = both.opened_server.base;
    std::println("-- nothing is there: {} places", taken_places());
    free_anything(both.server, base);
    std::println("-- a call that nobody has heard");
    const auto parcel = Parcel().own(1, 1).bytes("bytes");
    both.client.call(both.handle, parcel);
    both.client.tell();
    free_anything(both.server, base);
    free_anything(both.client, base);
    std::println("{} places", taken_places());
    std::println("-- one that is heard");
    const auto data = ServerAndClient::take(both.server);
    free_anything(both.client, data.data.ptr.buffer);
    for (const uint64_t within : {1, 8, 24, 32, 40})
        both.server.free(data.data.ptr.buffer + within);
    both.server.tell();
    std::println("{} places", taken_places());
    std::println("-- it is freed, and again");
    for (int i = 0; i < 3; i++)
        both.server.free(data.data.ptr.buffer);
    both.server.tell();
    std::println("{} places", taken_places());
    std::println("-- and once more, when another one is there");
    both.client.call(both.handle, parcel, TF_ONE_WAY);
    both.client.tell();
    both.server.free(data.data.ptr.buffer);
    both.server.reply();
    both.server.free(data.data.ptr.buffer);
    both.server.tell();
    std::println("{} places; {}; {}", taken_places(), ServerAndClient::hears(both.server),
                 ServerAndClient::hears(both.client));
}

/// Each that is freed lets one come, however often it is freed.
inline void free_in_turns()
{
    ServerAndClient both;
    std::println("-- one-way calls, of which each is freed three times");
    const auto parcel = Parcel().bytes("bytes");
    for (int i = 0; i < 4; i++)
        both.client.call(both.handle, parcel, TF_ONE_WAY);
    both.client.tell();
    for (int i = 0; i < 4; i++) {
        const auto data = ServerAndClient::take(both.server);
        for (int j = 0; j < 3; j++)
            both.server.free(data.data.ptr.buffer);
        both.server.tell();
        std::println("{} places", taken_places());
    }
    std::println("{}; {}", ServerAndClient::hears(both.server),
                 ServerAndClient::hears(both.client));
}

struct Freed {
    std::atomic<uint64_t> address;
    std::atomic<int> stolen;
};

/// More than there are calls.
inline constexpr int kept_counts = 1000;

/// The server keeps the object that comes with the first call. Its counts are there to be lost, if a
/// call is freed twice.
inline void keep_object(Talker &talker)
{
    talker.say(BC_ENTER_LOOPER);
    const auto data = ServerAndClient::take(talker);
    const uint32_t handle =
        reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer)->handle;
    for (int i = 0; i < kept_counts; i++)
        talker.say(BC_ACQUIRE, handle);
    talker.free(data.data.ptr.buffer);
    talker.reply();
    talker.tell();
}

/// A server of which each thread frees what one of them hears.
inline void serve_and_free(const Child::Begun &begun, Freed &freed)
{
    const Opened opened(0);
    opened.become_manager();
    begun();
    Talker talker(opened);
    keep_object(talker);
    const auto free_all = [&opened, &freed] {
        Talker talker(opened);
        for (;;) {
            talker.free(freed.address);
            for (uint64_t offset = 0; offset < 512; offset += 8)
                talker.free(opened.base + offset);
            talker.tell();
        }
    };
    std::thread(free_all).detach();
    std::thread(free_all).detach();
    std::thread([&freed] { watch_descriptors(freed.stolen); }).detach();
    talker.serve([&freed](const auto &data) { freed.address = data.data.ptr.buffer; },
                 [] { return true; });
}

inline void free_at_once()
{
    const Shared<Freed> freed;
    Child server([&freed](const Child::Begun &begun) { serve_and_free(begun, *freed); });
    const Opened opened(0);
    Talker client(opened);
    const std::array<uint32_t, 4> files = {0, 1, 2, 0};
    const auto parcel =
        Parcel().own(1, 1).buffer(files.data(), sizeof(files)).files_in(4, 1, 0).handle(0);
    client.say(BC_ACQUIRE, uint32_t{0});
    client.call(0, Parcel().own(1, 1));
    client.wait();
    int failed = 0;
    for (int i = 0; i < 200; i++) {
        const uint32_t flags = i % 3 == 0 ? TF_ONE_WAY : 0;
        client.call(0, parcel, flags);
        failed += client.wait(flags) == BR_FAILED_REPLY ? 1 : 0;
    }
    const bool is_free = comes_true([&server] {
        return stat_of(server.pid(), "buffers: ") == "0" &&
               stat_of(server.pid(), "refs: ") == std::format("1 s {} w 0", kept_counts) &&
               stat_of(server.pid(), "free async space ") == std::to_string(Side::mapped / 2);
    });
    std::println("-- at once: {} have failed, {}, {} descriptors of others were closed", failed,
                 is_free ? "all is free, once" : "all is not free, or was freed twice",
                 freed->stolen.load());
    if (!is_free)
        for (const auto &stat : stats_of(server.pid()))
            std::println("~ {}", stat);
}

inline void freed_buffers()
{
    free_wrongly();
    free_in_turns();
    free_at_once();
}

} // namespace attacks
