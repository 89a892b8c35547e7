// SPDX-License-Identifier: GPL-2.0
// What a lock guards, as it is now, for those who must not hold the lock while they look at it.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/refcount.hpp>
#include <bindings/result.hpp>
#include <bindings/vec.hpp>

namespace binder {
using namespace kernel;

/// References to all of `T` in the list, tree or Vec that `member` of the guarded state is.
///
/// Context: Process context. May sleep.
/// Return: the references, or -ENOMEM.
template <class T, auto member, class State, class Lock>
Result<Vec<RefPtr<T>>> collect(const Locked<State, Lock> &guarded) MAY_SLEEP
{
    size_t count = 0;
    for (;;) {
        Vec<RefPtr<T>> found;
        TRY(found.reserve(count, GFP_KERNEL));
        count = 0;
        guarded.with([&found, &count](State &state) {
            for (const auto &element : state.*member) {
                count++;
                if (found.size() == found.capacity())
                    continue;
                if constexpr (std::same_as<decltype(element), const RefPtr<T> &>)
                    ignore_result(found.push_back(RefPtr<T>(element), GFP_NOWAIT)); // there is room
                else
                    ignore_result(found.push_back(element.self(), GFP_NOWAIT)); // there is room
            }
        });
        if (count == found.size())
            return found;
    }
}

} // namespace binder
