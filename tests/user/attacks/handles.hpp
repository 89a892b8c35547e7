// SPDX-License-Identifier: GPL-2.0
// Many handles, handles that count much, and numbers that are none.
#pragma once

#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// Many objects of the client, of which the server keeps handles.
class Crowd {
public:
    static constexpr size_t size = 300;

    /// Sends those from `first` on, in calls of 100.
    ///
    /// Return: the handles that the server has for them.
    std::vector<uint32_t> send(size_t first, size_t count)
    {
        std::vector<uint32_t> handles;
        while (count > 0) {
            const size_t part = std::min<size_t>(count, 100);
            Parcel parcel;
            for (size_t i = 0; i < part; i++)
                parcel.own((first + i + 1) * 8, 1);
            both.client.call(both.handle, parcel, TF_ONE_WAY);
            both.client.tell();
            const auto data = ServerAndClient::take(both.server);
            const auto *objects =
                reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer);
            for (size_t i = 0; i < part; i++)
                keep(objects[i].handle, handles);
            both.server.free(data.data.ptr.buffer);
            both.server.tell();
            first += part;
            count -= part;
        }
        ServerAndClient::hears(both.client);
        return handles;
    }
    void release(uint32_t handle) { both.server.say(BC_RELEASE, handle); }

    ServerAndClient both;

private:
    void keep(uint32_t handle, std::vector<uint32_t> &handles)
    {
        both.server.say(BC_ACQUIRE, handle);
        handles.push_back(handle);
    }
};

/// How many handles the server has, and what they count; all others in this process have little.
inline std::string refs()
{
    std::string most;
    long largest = -1;
    for (const auto &stat : stats_of(getpid())) {
        std::array<long, 3> counts{};
        if (std::sscanf(stat.c_str(), "refs: %ld s %ld w %ld", counts.data(), counts.data() + 1,
                        counts.data() + 2) != 3)
            continue;
        const long sum = counts[0] + counts[1] + counts[2];
        if (sum > largest)
            most = stat;
        largest = std::max(largest, sum);
    }
    return most;
}

inline std::string range_of(std::vector<uint32_t> handles)
{
    std::ranges::sort(handles);
    const auto again = std::ranges::unique(handles);
    return std::format("{} from {} to {}, {} of them twice", handles.size(), handles.front(),
                       handles.back(), again.size());
}

inline void many_handles()
{
    Crowd crowd;
    const auto handles = crowd.send(0, Crowd::size);
    std::println("handles: {}", range_of(handles));
    std::println("sent again: {}", crowd.send(0, Crowd::size) == handles ? "the same" : "others");
    // Each counts twice now.
    for (size_t i = 0; i < handles.size(); i += 2) {
        crowd.release(handles[i]);
        crowd.release(handles[i]);
    }
    crowd.both.server.tell();
    ServerAndClient::hears(crowd.both.client);
    std::println("half of them released: {}", refs());
    std::println("others take their place: {}", range_of(crowd.send(Crowd::size, Crowd::size)));
    std::println("called: {}", crowd.both.call(Parcel().bytes("all the same")));
}

/// One object many times in one call; one handle that counts much; and more taken than given.
inline void large_counts()
{
    Crowd crowd;
    constexpr int times = 400;
    Parcel parcel;
    for (int i = 0; i < times; i++)
        parcel.own(8, 1);
    crowd.both.client.call(crowd.both.handle, parcel, TF_ONE_WAY);
    crowd.both.client.tell();
    const auto data = ServerAndClient::take(crowd.both.server);
    const uint32_t handle =
        reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer)->handle;
    std::println("an object {} times: {}", times, refs());
    for (int i = 0; i < 5 * times; i++)
        crowd.both.server.say(i % 2 == 0 ? BC_ACQUIRE : BC_INCREFS, handle);
    crowd.both.server.tell();
    std::println("counted more: {}", refs());
    crowd.both.server.free(data.data.ptr.buffer);
    for (int i = 0; i < 5 * times; i++)
        crowd.both.server.say(BC_RELEASE, handle);
    crowd.both.server.tell();
    std::println("released too often: {}", refs());
    crowd.both.server.call(handle);
    std::println("called: {}", ServerAndClient::hears(crowd.both.server));
    for (int i = 0; i < 5 * times; i++)
        crowd.both.server.say(BC_DECREFS, handle);
    crowd.both.server.tell();
    std::println("dropped: {}", refs());
}

inline void no_handles()
{
    ServerAndClient both;
    for (const uint32_t handle : {2u, 77u, 0x7fffffffu, 0x80000000u, 0xfffffffeu, 0xffffffffu}) {
        for (const uint32_t command : {BC_ACQUIRE, BC_INCREFS, BC_DECREFS, BC_RELEASE})
            both.client.say(command, handle);
        for (const uint32_t command : {BC_REQUEST_DEATH_NOTIFICATION, BC_CLEAR_DEATH_NOTIFICATION})
            both.client.say(command, binder_handle_cookie{.handle = handle, .cookie = 1});
        const int error = both.client.tell();
        both.client.call(handle);
        std::println("{:#x}: {}, called: {}, sent: {}", handle, strerrorname_np(error),
                     ServerAndClient::hears(both.client), both.call(Parcel().handle(handle)));
    }
}

inline void handles()
{
    many_handles();
    large_counts();
    no_handles();
}

} // namespace attacks
