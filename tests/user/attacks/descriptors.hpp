// SPDX-License-Identifier: GPL-2.0
// Descriptors for a receiver that has no room for them, or changes its own while they come; and whether
// each file that was sent is let go.
#pragma once

#include <tests/user/attacks/own_descriptors.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// So many descriptors of one file, in an array.
struct Many {
    Many(size_t count, int fd) : numbers(count, static_cast<uint32_t>(fd))
    {
        parcel.bytes("it begins")
            .buffer(numbers.data(), numbers.size() * sizeof(uint32_t))
            .files_in(count, 0, 0);
    }

    std::vector<uint32_t> numbers;
    Parcel parcel;
};

/// The receiver has room for some of them, or for none; in an array, and one by one.
inline void full_tables()
{
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    for (const size_t room : {0, 1, 3, 4}) {
        Watched watched;
        {
            ServerAndClient both;
            const Many many(4, watched.fd());
            const auto single = Parcel()
                                    .file(watched.fd())
                                    .file(watched.fd())
                                    .file(watched.fd())
                                    .file(watched.fd());
            const size_t open = descriptors();
            limit_own_files(room);
            const auto array = both.call(many.parcel);
            const auto answer = both.answer(many.parcel);
            const auto one_by_one = both.call(single);
            both.client.call(both.handle, many.parcel, TF_ONE_WAY);
            both.client.call(both.handle, single, TF_ONE_WAY);
            both.client.tell();
            const auto one_way = ServerAndClient::hears(both.server);
            setrlimit(RLIMIT_NOFILE, &before);
            std::println("-- room for {}", room);
            std::println("array: {}; as an answer: {}", array, answer);
            std::println("one by one: {}; one-way: {}", one_by_one, one_way);
            std::println("{} are left; {}", descriptors() - open,
                         ServerAndClient::hears(both.client));
        }
        std::println("the file is {}", watched.is_let_go() ? "let go" : "kept");
    }
}

/// Those in arrays go with the buffer, once, and the others are their user's.
inline void freed_files()
{
    ServerAndClient both;
    const Many many(2, 0);
    auto parcel = Parcel(many.parcel).file(0);
    both.client.call(both.handle, parcel);
    both.client.tell();
    const auto data = ServerAndClient::take(both.server);
    const auto *bytes = reinterpret_cast<const std::byte *>(data.data.ptr.buffer);
    const auto *offsets = reinterpret_cast<const uint64_t *>(data.data.ptr.offsets);
    const auto array = part<binder_buffer_object>({bytes, data.data_size}, offsets[0]);
    const auto single = part<binder_fd_object>({bytes, data.data_size}, offsets[2]);
    std::array<uint32_t, 3> numbers{};
    std::memcpy(numbers.data(), reinterpret_cast<const void *>(array.buffer), 8);
    numbers[2] = single.fd;
    const auto print = [&numbers](const char *when) {
        std::print("-- {}:", when);
        for (const uint32_t number : numbers)
            std::print(" {}", fcntl(static_cast<int>(number), F_GETFD) < 0 ? "closed" : "open");
        std::println("");
    };
    print("received");
    both.server.free(data.data.ptr.buffer);
    both.server.tell();
    print("freed");
    const int own = dup(0);
    for (int i = 0; i < 3; i++)
        both.server.free(data.data.ptr.buffer);
    both.server.tell();
    print("freed again, with a descriptor in the place of one");
    close(own);
    close(static_cast<int>(numbers[2]));
}

/// The client's own device is sent, and closed: it lives as long as nobody has heard of that.
inline void device_within()
{
    auto both = std::make_unique<ServerAndClient>();
    both->client.call(both->handle, Parcel().file(both->opened_client.fd));
    both->client.tell();
    munmap(reinterpret_cast<void *>(both->opened_client.base), Side::mapped);
    close(both->opened_client.fd);
    std::println("-- a device that is on its way within itself: {}",
                 ServerAndClient::hears(both->server));
    both->server.reply();
    std::println("its answer: {}", strerrorname_np(both->server.tell()));
}

/// Nobody hears of them any more.
inline void ended_receiver()
{
    Watched watched;
    {
        ServerAndClient both;
        const Many many(100, watched.fd());
        both.client.call(both.handle, many.parcel, TF_ONE_WAY);
        both.client.call(both.handle, Parcel().file(watched.fd()), TF_ONE_WAY);
        both.client.call(both.handle, many.parcel);
        both.client.tell();
    }
    std::println("-- a receiver that ends: the file is {}",
                 watched.is_let_go() ? "let go" : "kept");
}

/// A receiver whose table is full at times, of its own descriptors and by its own limit.
inline void full_at_once()
{
    const Shared<std::atomic<int>> stolen;
    Watched watched;
    Child server([&stolen](const Child::Begun &begun) {
        const Opened opened(0);
        opened.become_manager();
        begun();
        std::thread([&stolen] { watch_descriptors(*stolen); }).detach();
        std::thread([] {
            for (rlimit files{.rlim_cur = 0, .rlim_max = 4096};; files.rlim_cur++) {
                files.rlim_cur %= 64;
                setrlimit(RLIMIT_NOFILE, &files);
            }
        }).detach();
        at_once(2, [&opened](size_t) {
            Talker talker(opened);
            talker.serve(ServerAndClient::close_files, [] { return true; });
        });
    });
    {
        const Opened opened(0);
        Talker client(opened);
        const Many many(10, watched.fd());
        const auto single = Parcel().file(watched.fd()).file(watched.fd()).file(watched.fd());
        for (int i = 0; i < 100; i++) {
            const uint32_t flags = i % 4 == 0 ? TF_ONE_WAY : 0;
            client.call(0, i % 2 == 0 ? many.parcel : single, flags);
            client.wait(flags);
        }
    }
    server.end();
    std::println("-- at once: the file is {}, {} descriptors of others were closed",
                 watched.is_let_go() ? "let go" : "kept", stolen->load());
}

inline void descriptors_without_room()
{
    full_tables();
    freed_files();
    device_within();
    ended_receiver();
    full_at_once();
}

} // namespace attacks
