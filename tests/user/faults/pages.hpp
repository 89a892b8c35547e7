// SPDX-License-Identifier: GPL-2.0
// Calls that need many pages, each of which is new to their receiver.
#pragma once

#include <tests/user/faults/trial.hpp>

#include <memory>

namespace faults {

/// Pages that are lost are in no log of the driver: the kernel has less of them. Some of its own come and go.
class FreePages {
public:
    void expect_back(const char *what) const
    {
        constexpr long unsure = 600;
        const long lost = before_ - count();
        std::println("# {} pages are lost", lost);
        expect(what, lost < unsure, 0, true, 0);
    }

private:
    /// Those of each zone, and those that each CPU has put aside: "pages free 100", "count: 100".
    static long count()
    {
        std::ifstream zones("/proc/zoneinfo");
        std::string word;
        long pages = 0;
        for (long number = 0; zones >> word;)
            if ((word == "free" || word == "count:") && zones >> number)
                pages += number;
        return pages;
    }

    long before_ = count();
};

/// So many pages in one call.
template <size_t pages> struct Much {
    static constexpr size_t page = 4096;

    std::array<char, pages * page> bytes{};
    Parcel parcel = Parcel().buffer(bytes.data(), bytes.size());

    /// Looks at all that has come of it.
    static void look(const binder_transaction_data &data)
    {
        const auto *bytes = reinterpret_cast<const volatile char *>(data.data.ptr.buffer);
        for (size_t i = 0; i < pages * page; i += page) [[maybe_unused]]
            const char byte = bytes[i];
    }
};

/// A receiver whose memory nobody has touched, and a handle for it that the client has.
struct Receiver {
    // So that at its beginning the kernel needs a page for where pages are.
    static constexpr size_t mapped = 4 << 20;

    explicit Receiver(Talker &client)
    {
        party.talker().leave(1);
        handle = client.find();
    }

    Party party{"receiver", {.own = 2, .third = 0, .peer = 0}, mapped};
    uint32_t handle;
};

inline void receive_pages(Parties &parties)
{
    static const Much<32> much;
    Talker &client = parties.client.talker();
    std::optional<Receiver> receiver;
    try_with_each_fault(
        parties, {.name = "binder: receive in many pages",
                  .ends = {"client FAILED EINVAL; ", "client FAILED ENOMEM; "},
                  .more_ends = {"client EFAULT; ", "receiver EFAULT; ", "client FAILED EFAULT; "},
                  .prepare = [&] { receiver.emplace(client); },
                  .run =
                      [&] {
                          client.call(receiver->handle, much.parcel, TF_ONE_WAY);
                          auto wrong = parties.client.hear(BR_TRANSACTION_COMPLETE);
                          if (wrong.empty())
                              wrong = receiver->party.hear(BR_TRANSACTION);
                          if (wrong.empty())
                              much.look(receiver->party.received.back());
                          return wrong;
                      },
                  .finish =
                      [&] {
                          auto wrong = parties.client.settle() + receiver->party.settle();
                          // Before its end takes it away.
                          if (parties.state().contains("  buffer "))
                              wrong += "a place is left; ";
                          client.say(BC_RELEASE, receiver->handle);
                          parties.client.tell();
                          receiver.reset();
                          return wrong;
                      }});
}

/// Who has handles for objects of those who are gone does not have their memory.
inline void keep_handles_of_the_dead(Parties &parties)
{
    static const Much<256> much;
    Talker &client = parties.client.talker();
    const FreePages free_pages;
    std::vector<uint32_t> handles;
    for (int i = 0; i < 10; i++) {
        Receiver receiver(client);
        handles.push_back(receiver.handle);
        client.call(receiver.handle, much.parcel, TF_ONE_WAY);
        parties.client.tell();
        EXPECT(receiver.party.hear(BR_TRANSACTION).empty(), true, 0);
    }
    parties.settle();
    free_pages.expect_back("binder: handles of the dead");
    for (const uint32_t handle : handles)
        client.say(BC_RELEASE, handle);
    parties.client.tell();
}

/// Whether there may be no memory for one page; else only for several in a row.
inline void let_single_pages_fail(bool fail)
{
    std::ofstream("/sys/kernel/debug/fail_page_alloc/min-order") << (fail ? 0 : 1);
}

inline void pages(Parties &parties)
{
    const FreePages free_pages;
    let_single_pages_fail(true);
    receive_pages(parties);
    let_single_pages_fail(false);
    free_pages.expect_back("binder: pages");
    keep_handles_of_the_dead(parties);
}

} // namespace faults
