// SPDX-License-Identifier: GPL-2.0
// One-way calls that take most of the space there is for them.
#pragma once

#include <tests/user/dialogue/pair.hpp>

inline void large_spam()
{
    Pair pair("large one-way calls");
    Side &client = pair.client;
    client.control(BINDER_ENABLE_ONEWAY_SPAM_DETECTION, "detection", uint32_t{1});
    const auto send = [&client](size_t size, int times) {
        for (int i = 0; i < times; i++) {
            Parcel parcel;
            parcel.data.resize(size);
            client.call(0, 1, parcel, TF_ONE_WAY);
            client.go();
        }
    };
    send(200000, 3);
    std::println("-- few of them left");
    pair.manager.go();
    pair.manager.free();
    pair.manager.go();
    pair.manager.free();
    pair.manager.tell();
    send(150000, 3);
    client.control(BINDER_ENABLE_ONEWAY_SPAM_DETECTION, "no detection", uint32_t{0});
    send(8, 2);
}

inline void small_spam()
{
    Pair pair("many small one-way calls");
    Side &client = pair.client;
    client.control(BINDER_ENABLE_ONEWAY_SPAM_DETECTION, "detection", uint32_t{1});
    Parcel large;
    large.data.resize(430000);
    client.call(0, 1, large, TF_ONE_WAY);
    client.go();
    for (int i = 0; i < 55; i++)
        client.call(0, 1, Parcel(), TF_ONE_WAY);
    client.go();
}
