// SPDX-License-Identifier: GPL-2.0
// Memory that changes all the time while it is sent: what comes is in order, or nothing comes.
#pragma once

#include <tests/user/attacks/received.hpp>

namespace attacks {

/// A parcel with one object of each kind, which a thread changes all the time: most changes are such
/// that what is sent may still be good.
class Flipped {
public:
    Flipped()
        : parcel_(Parcel()
                      .bytes("it begins")
                      .buffer(room_.data(), sizeof(room_))
                      .buffer_in(room_.data(), 16, 0, 8)
                      .own(1, 1)
                      .handle(0)
                      .file(0)
                      .files_in(2, 0, 32)),
          good_(parcel_)
    {}

    const Parcel &parcel() const { return parcel_; }

    /// Changes one word, and back.
    void change(std::minstd_rand &random)
    {
        const size_t which = random();
        if (which % 3 == 0)
            flip(parcel_.offsets.data(), good_.offsets.data(), parcel_.offsets.size(), random);
        else if (which % 3 == 1)
            flip(reinterpret_cast<uint64_t *>(parcel_.data.data()),
                 reinterpret_cast<uint64_t *>(good_.data.data()), parcel_.data.size() / 8, random);
        else
            flip(room_.data(), zeros_.data(), room_.size(), random);
    }

private:
    template <class T>
    static void flip(T *words, const T *good, size_t size, std::minstd_rand &random)
    {
        // Other types, sizes, offsets, counts and indices; and what is nothing.
        constexpr std::array<uint64_t, 16> values = {0,
                                                     1,
                                                     2,
                                                     4,
                                                     8,
                                                     16,
                                                     24,
                                                     40,
                                                     1ULL << 20,
                                                     1ULL << 32,
                                                     ~0ULL,
                                                     BINDER_TYPE_PTR,
                                                     BINDER_TYPE_FD,
                                                     BINDER_TYPE_HANDLE,
                                                     BINDER_TYPE_BINDER,
                                                     BINDER_TYPE_FDA};
        const size_t which = random() % size;
        __atomic_store_n(words + which, static_cast<T>(values[random() % values.size()]),
                         __ATOMIC_RELAXED);
        __atomic_store_n(words + which, good[which], __ATOMIC_RELAXED);
    }

    std::array<uint32_t, 16> room_{};
    std::array<uint32_t, 16> zeros_{};
    Parcel parcel_;
    Parcel good_;
};

struct Seen {
    std::atomic<int> good;
    std::atomic<int> wrong;
};

inline void constant_changes()
{
    constexpr int rounds = 200;
    const Shared<Seen> seen;
    Child server([&seen](const Child::Begun &begun) {
        const Opened opened(0);
        opened.become_manager();
        begun();
        Talker talker(opened);
        talker.serve(
            [&](const binder_transaction_data &data) {
                (Received(opened, data).is_in_order() ? seen->good : seen->wrong)++;
                ServerAndClient::close_files(data);
            },
            [] { return true; });
    });
    Flipped flipped;
    std::atomic<bool> is_done = false;
    std::thread flipper([&flipped, &is_done] {
        std::minstd_rand random(1);
        while (!is_done)
            flipped.change(random);
    });
    const Opened opened(0);
    Talker client(opened);
    client.say(BC_ACQUIRE, uint32_t{0});
    const auto sent = transaction_of(flipped.parcel(), 0, 1, 0, flipped.parcel().data.data(),
                                     flipped.parcel().offsets.data());
    int refused = 0;
    // Where the other thread seldom runs it takes longer until both have happened.
    for (int i = 0; i < rounds || refused == 0 || seen->good == 0; i++) {
        client.say(BC_TRANSACTION_SG, sent);
        refused += client.wait() == BR_FAILED_REPLY ? 1 : 0;
    }
    is_done = true;
    flipper.join();
    std::println("-- memory that changes all the time: {} have come, {} were refused; {} of them "
                 "were not in order",
                 seen->good > 0 ? "some" : "none", refused > 0 ? "some" : "none",
                 seen->wrong.load());
}

} // namespace attacks
