// SPDX-License-Identifier: GPL-2.0
// A mapping that changes all the time while calls come into it.
#pragma once

#include <tests/user/attacks/mappings.hpp>

namespace attacks {

inline void remapping()
{
    Child server([](const Child::Begun &begun) {
        const Opened opened(0);
        Talker talker(opened);
        opened.become_manager();
        begun();
        auto *base = reinterpret_cast<char *>(opened.base);
        char *other = lay_over(nullptr, Side::mapped);
        std::thread([=] {
            char *at = base;
            char *free = other;
            for (;;) {
                peek(reinterpret_cast<uint64_t>(at), 8192);
                madvise(at, Side::mapped, MADV_DONTNEED);
                mprotect(at + 4096, 4096, PROT_NONE);
                mprotect(at + 4096, 4096, PROT_READ);
                mremap(at, Side::mapped, Side::mapped, MREMAP_MAYMOVE | MREMAP_FIXED, free);
                std::swap(at, free);
            }
        }).detach();
        talker.serve([](const binder_transaction_data &) {}, [] { return true; });
    });
    const Opened opened(0);
    Talker client(opened);
    const auto parcel = Parcel().bytes(std::string(5000, 'x'));
    for (int i = 0; i < 150; i++) {
        client.call(0, parcel);
        client.wait();
    }
}

} // namespace attacks
