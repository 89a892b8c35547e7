// SPDX-License-Identifier: GPL-2.0
// <linux/shrinker.h>: memory that the kernel may take back where it is short of it.
#pragma once

#include <bindings/fixed_string.hpp>
#include <bindings/refcount.hpp>

namespace kernel {

/// What count_objects() and scan_objects() are of: how much could be given back, about; and gives up to
/// `most` of that back. Memory is short then: they allocate nothing, and take locks under which memory is
/// allocated by try_lock() alone.
template <class T>
concept Shrinkable = requires(const T &object, size_t most) {
    { object.count_objects() } -> std::same_as<size_t>;
    { object.scan_objects(most) } -> std::same_as<size_t>;
};

/// Lets the kernel ask a T for memory for as long as it lives. It is known by `name`, in
/// /sys/kernel/debug/shrinker.
template <class T, FixedString name> class Shrinker {
public:
    /// Context: Process context. May sleep.
    /// Return: the shrinker, or -ENOMEM.
    /// Ownership: it holds a reference to `object`.
    static Result<Shrinker> create(RefPtr<T> object) MAY_SLEEP
    {
        static_assert(Shrinkable<T>, "it has count_objects() and scan_objects()");
        const T *shared = &*object;
        unsafe("the reference is held until nobody calls these any more") {
            auto *shrinker = raw::shrinker_create(name.text, count, scan, const_cast<T *>(shared));
            if (!shrinker)
                return -ENOMEM;
            return Shrinker(shrinker, std::move(object));
        }
    }

    Shrinker(Shrinker &&from) noexcept
        : object_(std::move(from.object_)), shrinker_(std::exchange(from.shrinker_, nullptr))
    {}
    Shrinker &operator=(Shrinker &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(object_, from.object_);
        std::swap(shrinker_, from.shrinker_);
        return *this;
    }
    /// Waits for calls that are under way.
    ~Shrinker() MAY_SLEEP
    {
        if (!shrinker_)
            return;
        unsafe("create() registered it") {
            raw::shrinker_destroy(shrinker_);
        }
    }

private:
    Shrinker(raw::shrinker *shrinker, RefPtr<T> &&object)
        : object_(std::move(object)), shrinker_(shrinker)
    {}

    static const T &of(const raw::shrinker *shrinker)
    {
        unsafe("create() left it there") {
            return *static_cast<const T *>(raw::shrinker_data(shrinker));
        }
    }
    static unsigned long count(raw::shrinker *shrinker, raw::shrink_control *) MAY_SLEEP
    {
        return of(shrinker).count_objects();
    }
    // One that gives nothing is not asked again for now.
    static unsigned long scan(raw::shrinker *shrinker, raw::shrink_control *control) MAY_SLEEP
    {
        const size_t given = of(shrinker).scan_objects(control->nr_to_scan);
        return given == 0 ? raw::SHRINK_STOP : given;
    }

    RefPtr<T> object_;
    raw::shrinker *shrinker_;
};

} // namespace kernel
