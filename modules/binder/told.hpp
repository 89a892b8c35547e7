// SPDX-License-Identifier: GPL-2.0
// What a process was told, and has not confirmed.
#pragma once

#include <bindings/list.hpp>
#include <bindings/locked.hpp>

namespace binder {
using namespace kernel;

/// Notices of one kind, each known by a cookie that the process chose. `T::told` links them.
template <class T> class Told {
public:
    /// Context: Process context. May sleep.
    void add(RefPtr<T> notice) const MAY_SLEEP
    {
        auto state = state_.lock();
        if (!state->is_closed)
            ignore_result(state->list.push_back(std::move(notice))); // it was confirmed before
    }

    /// Context: Process context. May sleep.
    void remove(const T &notice) const MAY_SLEEP
    {
        std::optional<RefPtr<T>> removed;
        auto state = state_.lock();
        removed = state->list.remove(notice);
    }

    /// It is confirmed.
    ///
    /// Context: Process context. May sleep.
    /// Return: the first notice with this cookie, if there is one.
    std::optional<RefPtr<T>> take(u64 cookie) const MAY_SLEEP
    {
        auto state = state_.lock();
        return state->list.remove_first(
            [cookie](const T &notice) { return notice.cookie() == cookie; });
    }

    /// Context: Any context.
    bool empty() const
    {
        return state_.with([](const State &state) { return state.list.empty(); });
    }

    /// Nobody is left to confirm anything.
    ///
    /// Context: Process context. May sleep.
    void close() const MAY_SLEEP
    {
        state_.with([](State &state) { state.is_closed = true; });
        while (auto notice = state_.with([](State &state) { return state.list.pop_front(); })) {
        }
    }

private:
    struct State {
        List<RefPtr<T>, &T::told> list;
        bool is_closed = false;
    };

    Locked<State, SpinLock<"binder.told">> state_;
};

} // namespace binder
