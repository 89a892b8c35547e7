// SPDX-License-Identifier: GPL-2.0
// What a client knows by numbers, from 1 on.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <bindings/nospec.hpp>
#include <bindings/refcount.hpp>
#include <bindings/vec.hpp>

#include <optional>

namespace gpu {
using namespace kernel;

/// Objects of T, `most` at a time.
template <class T, u32 most> class Pool {
public:
    /// Context: Process context. May sleep.
    /// Return: its number, the lowest that is free; -EBUSY: all are taken, -ENOMEM.
    Result<u32> add(RefPtr<T> object) const MAY_SLEEP
    {
        auto objects = objects_.lock(may_sleep);
        for (u32 i = 0; i < objects->size(); i++) {
            if (!(*objects)[i]) {
                (*objects)[i] = std::move(object);
                return i + 1;
            }
        }
        if (objects->size() == most)
            return -EBUSY;
        TRY(objects->push_back(std::move(object), GFP_KERNEL));
        return static_cast<u32>(objects->size());
    }

    /// Context: Process context. May sleep.
    /// Return: the object, or -EINVAL: there is none.
    Result<RefPtr<T>> get(u32 number) const MAY_SLEEP
    {
        auto objects = objects_.lock(may_sleep);
        return *(*objects)[TRY(place_of(*objects, number))];
    }

    /// It is no longer known. What it has had lives on for who still uses it.
    ///
    /// Context: Process context. May sleep.
    /// Return: as above.
    Result<RefPtr<T>> take(u32 number) const MAY_SLEEP
    {
        auto objects = objects_.lock(may_sleep);
        return *std::exchange((*objects)[TRY(place_of(*objects, number))], std::nullopt);
    }

private:
    using Objects = Vec<std::optional<RefPtr<T>>>;

    static Result<size_t> place_of(const Objects &objects, u32 number)
    {
        if (number == 0 || number > objects.size())
            return -EINVAL;
        const size_t place = array_index_nospec(number - 1, objects.size());
        return objects[place] ? Result<size_t>(place) : -EINVAL;
    }

    Locked<Objects, Mutex<"gpu.pool">> objects_;
};

} // namespace gpu
