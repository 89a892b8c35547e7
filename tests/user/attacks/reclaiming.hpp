// SPDX-License-Identifier: GPL-2.0
// The kernel takes back all the pages that it can get, all the time, while they come into use and go out of
// it, are looked at, and lose their process.
#pragma once

#include <tests/user/attacks/mappings.hpp>

#include <algorithm>

namespace attacks {

/// Looks at a page after the other, or loses half of them.
inline void use_mapping(const Opened &opened, bool loses_half)
{
    for (int i = 0;; i++) {
        for (size_t at = 0; at < Side::mapped; at += 4096)
            peek(opened.base + at, 1);
        if (loses_half && i == 3)
            munmap(reinterpret_cast<char *>(opened.base) + Side::mapped / 2, Side::mapped / 2);
    }
}

/// Calls a server that ends in the middle of it.
///
/// Return: how many calls it answered that brought what was sent.
inline int call_with_pages(bool loses_half)
{
    Child server([=](const Child::Begun &begun) {
        const Opened opened(0);
        Talker talker(opened);
        opened.become_manager();
        begun();
        std::thread(use_mapping, std::cref(opened), loses_half).detach();
        talker.serve(
            [](const binder_transaction_data &data) {
                const auto *bytes = reinterpret_cast<const char *>(data.data.ptr.buffer);
                if (std::ranges::count(bytes, bytes + data.data_size, *bytes) !=
                    static_cast<ptrdiff_t>(data.data_size))
                    std::abort();
            },
            [] { return true; });
    });
    const Opened opened(0);
    Talker client(opened);
    int answered = 0;
    for (int i = 0; i < 40; i++) {
        const auto size = static_cast<size_t>(1000 + i * 1500);
        client.call(0, Parcel().bytes(std::string(size, static_cast<char>('a' + i % 26))));
        answered += client.wait() == BR_REPLY ? 1 : 0;
    }
    client.call(0, Parcel().bytes(std::string(50000, 'z')), TF_ONE_WAY);
    client.tell();
    return answered;
}

inline void reclaiming()
{
    Child reclaim([](const Child::Begun &begun) {
        begun();
        const int file = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);
        while (write(file, "2", 1) == 1) {
        }
    });
    for (int i = 0; i < 3; i++) {
        std::println("answered: {}", call_with_pages(false));
        call_with_pages(true);
    }
}

} // namespace attacks
