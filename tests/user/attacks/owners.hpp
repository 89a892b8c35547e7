// SPDX-License-Identifier: GPL-2.0
// Owners whose objects are sent, dropped and called at the same time, and who know the order in which
// they must hear of it.
#pragma once

#include <tests/user/attacks/attack.hpp>

#include <atomic>

namespace attacks {

/// What an owner knows of its objects: it is told that one is needed before it is called, and each
/// thing once.
class Owned {
public:
    static constexpr uint64_t first = 0x1000;
    static constexpr size_t objects = 4;

    void hear(uint32_t command, Talker::Argument argument)
    {
        const auto object = part<binder_ptr_cookie>(argument);
        if (command == BR_INCREFS)
            change(object.ptr, &Needed::weak, true);
        if (command == BR_ACQUIRE)
            change(object.ptr, &Needed::strong, true);
        if (command == BR_RELEASE)
            change(object.ptr, &Needed::strong, false);
        if (command == BR_DECREFS)
            change(object.ptr, &Needed::weak, false);
        if (command == BR_TRANSACTION) {
            const auto data = part<binder_transaction_data>(argument);
            wrong_ += needed_[data.target.ptr].strong ? 0 : 1;
        }
        for (const auto &[pointer, needed] : needed_)
            wrong_ += needed.strong && !needed.weak ? 1 : 0;
    }

    bool is_needed() const
    {
        return std::ranges::any_of(needed_, [](const auto &one) { return one.second.weak; });
    }
    int wrong() const { return wrong_; }

private:
    struct Needed {
        bool weak = false;
        bool strong = false;
    };

    void change(uint64_t pointer, bool Needed::*what, bool to)
    {
        wrong_ += std::exchange(needed_[pointer].*what, to) == to ? 1 : 0;
    }

    std::map<uint64_t, Needed> needed_;
    int wrong_ = 0;
};

/// A manager that calls back what it is sent, keeps it for a while, or drops it at once.
inline void serve_objects(const Child::Begun &begun)
{
    const Opened opened(0);
    opened.become_manager();
    begun();
    at_once(3, [&opened](size_t thread) {
        Talker talker(opened);
        size_t count = thread;
        talker.serve(
            [&](const binder_transaction_data &data) {
                const auto *object =
                    reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer);
                const uint32_t handle = object->handle;
                const bool is_strong = object->hdr.type == BINDER_TYPE_HANDLE;
                talker.say(is_strong ? BC_ACQUIRE : BC_INCREFS, handle);
                if (++count % 3 == 0 && is_strong)
                    talker.call(handle, Parcel(), TF_ONE_WAY);
                if (count % 5 == 0)
                    talker.free(data.data.ptr.buffer);
                if (count % 4 == 0)
                    talker.tell();
                talker.say(is_strong ? BC_RELEASE : BC_DECREFS, handle);
            },
            [] { return true; });
    });
}

/// Hears all there is, and frees it: `hear(command, argument)` sees all of it.
template <class F> void hear_objects(Talker &talker, F &&hear)
{
    talker.hear([&](uint32_t command, Talker::Argument argument) {
        hear(command, argument);
        talker.confirm(command, argument);
        if (command == BR_TRANSACTION)
            talker.free(part<binder_transaction_data>(argument).data.ptr.buffer);
    });
}

/// Sends objects, and hears what becomes of them.
template <class F> void send_objects(Talker &talker, int rounds, F &&hear)
{
    std::array<Parcel, 2 * Owned::objects> parcels;
    for (size_t i = 0; i < parcels.size(); i++)
        parcels[i].own(Owned::first + i / 2, 1, 0,
                       i % 2 == 0 ? BINDER_TYPE_BINDER : BINDER_TYPE_WEAK_BINDER);
    for (int i = 0; i < rounds; i++) {
        const size_t which = static_cast<size_t>(i) * 5 % parcels.size();
        talker.call(0, parcels[which], TF_ONE_WAY);
        hear_objects(talker, hear);
    }
}

inline void owned_at_once()
{
    Child server(serve_objects);
    {
        const Opened opened;
        Talker talker(opened);
        Owned owned;
        const auto hear = [&owned](uint32_t command, Talker::Argument argument) {
            owned.hear(command, argument);
        };
        send_objects(talker, 250, hear);
        const bool is_dropped = comes_true([&] {
            hear_objects(talker, hear);
            return !owned.is_needed();
        });
        std::println("-- an owner that is one thread: {}, {} times it heard what cannot be",
                     is_dropped ? "all was dropped" : "something is needed", owned.wrong());
    }
    const Opened opened;
    at_once(3, [&opened](size_t) {
        Talker talker(opened);
        send_objects(talker, 100, [](uint32_t, Talker::Argument) {});
    });
    std::println("-- an owner that is three threads");
}

} // namespace attacks
