// SPDX-License-Identifier: GPL-2.0
// Owners that die while threads of another process request notices of it, clear them, and release the
// handles: who drops a notice must not meet who tells it.
#pragma once

#include <tests/user/attacks/attack.hpp>

#include <atomic>

namespace attacks {

class Mourners {
public:
    static constexpr size_t rounds = 10;
    static constexpr size_t objects = 24;

    /// Whether all was heard that must be, and nothing twice.
    bool all_heard() const
    {
        for (size_t cookie = 0; cookie < rounds * objects; cookie++) {
            const Notice &notice = notices_[cookie];
            if (plan_of(cookie) == Plan::wait && notice.dead != 1)
                return false;
            if (plan_of(cookie) == Plan::clear && notice.cleared != 1)
                return false;
        }
        return true;
    }
    size_t heard_twice() const
    {
        return static_cast<size_t>(std::ranges::count_if(
            notices_, [](const Notice &notice) { return notice.dead > 1 || notice.cleared > 1; }));
    }

    /// The threads of the manager.
    void serve(const Child::Begun &begun)
    {
        const Opened opened;
        opened.become_manager();
        begun();
        at_once(3, [this, &opened](size_t number) {
            Talker talker(opened);
            talker.say(BC_ENTER_LOOPER);
            for (size_t next = 0;;) {
                talker.talk([&](uint32_t command, Talker::Argument argument) {
                    hear(talker, command, argument);
                });
                for (; number != 0 && next < count_; next++)
                    meddle(talker, number, next);
            }
        });
    }

private:
    enum class Plan { wait, clear, release, clear_and_release };

    struct Notice {
        std::atomic<uint32_t> handle;
        std::atomic<int> dead;
        std::atomic<int> cleared;
    };

    static Plan plan_of(size_t cookie) { return static_cast<Plan>(cookie % 4); }

    void hear(Talker &talker, uint32_t command, Talker::Argument argument)
    {
        const auto cookie = part<uint64_t>(argument);
        if (command == BR_TRANSACTION)
            keep(talker, part<binder_transaction_data>(argument));
        if (command == BR_DEAD_BINDER) {
            notices_[cookie].dead++;
            talker.say(BC_DEAD_BINDER_DONE, cookie);
        }
        if (command == BR_CLEAR_DEATH_NOTIFICATION_DONE)
            notices_[cookie].cleared++;
        if ((command == BR_DEAD_BINDER && plan_of(cookie) == Plan::wait) ||
            (command == BR_CLEAR_DEATH_NOTIFICATION_DONE && plan_of(cookie) == Plan::clear))
            talker.say(BC_RELEASE, notices_[cookie].handle.load());
    }

    // One of them hears, and the others are not faster than what it says.
    void keep(Talker &talker, const binder_transaction_data &data)
    {
        const size_t first = next_.fetch_add(objects);
        const auto *sent = reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer);
        for (size_t i = 0; i < objects; i++) {
            const uint32_t handle = sent[i].handle;
            notices_[first + i].handle = handle;
            talker.say(BC_ACQUIRE, handle);
            talker.say(BC_REQUEST_DEATH_NOTIFICATION,
                       binder_handle_cookie{.handle = handle, .cookie = first + i});
        }
        talker.free(data.data.ptr.buffer);
        talker.tell();
        count_ += objects;
    }

    void meddle(Talker &talker, size_t number, size_t cookie)
    {
        const uint32_t handle = notices_[cookie].handle;
        const Plan plan = plan_of(cookie);
        if (number == 1 && (plan == Plan::clear || plan == Plan::clear_and_release))
            talker.say(BC_CLEAR_DEATH_NOTIFICATION,
                       binder_handle_cookie{.handle = handle, .cookie = cookie});
        if (number == 2 && (plan == Plan::release || plan == Plan::clear_and_release))
            talker.say(BC_RELEASE, handle);
        talker.tell();
    }

    std::array<Notice, rounds * objects> notices_;
    std::atomic<size_t> next_;
    std::atomic<size_t> count_;
};

/// An owner that sends its objects, and dies at once.
inline void mourn(size_t round)
{
    Child owner([](const Child::Begun &begun) {
        const Opened opened;
        Talker talker(opened);
        Parcel parcel;
        for (uint64_t i = 1; i <= Mourners::objects; i++)
            parcel.own(i, i);
        talker.call(0, parcel, TF_ONE_WAY);
        talker.tell();
        begun();
        pause();
    });
    // Sooner or later after the manager has heard of them.
    usleep(static_cast<useconds_t>(round % 6 * 300));
}

inline void mourning()
{
    const Shared<Mourners> mourners;
    Child manager([&mourners](const Child::Begun &begun) { mourners->serve(begun); });
    for (size_t round = 0; round < Mourners::rounds; round++)
        mourn(round);
    const bool is_heard = comes_true([&mourners] { return mourners->all_heard(); });
    std::println("-- at once: {}, {} notices were heard twice",
                 is_heard ? "what must be heard was heard" : "something was not heard",
                 mourners->heard_twice());
}

} // namespace attacks
