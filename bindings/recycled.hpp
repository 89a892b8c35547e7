// SPDX-License-Identifier: GPL-2.0
// Memory that is used again, for objects that are made and destroyed all the time: a few spare ones for
// each of a few CPUs, as <linux/slab.h> keeps many. Unlike kmalloc's it is not zeroed first on kernels that
// do so (CONFIG_INIT_ON_ALLOC_DEFAULT_ON): constructors leave nothing as it was.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/slab.hpp>

#include <array>

namespace kernel {

/// Base of a class whose objects leave their memory to the next ones:
/// `class Request final : public Recycled<Request>`. The module has a Spares<Request>.
///
/// Kernels with KASAN see more if each object has memory of its own: there nothing is kept.
template <class T> class Recycled {
public:
    /// Of the memory of a T that has ended; Box calls it.
    ///
    /// Context: Any context.
    static void operator delete(void *memory) noexcept
    {
        if (is_kept && keep(memory))
            return;
        unsafe("it came from kmalloc, and the object in it has ended") {
            raw::kfree(memory);
        }
    }

protected:
    Recycled() = default;
    ~Recycled() = default;

private:
    template <class U, class... Args>
        requires std::constructible_from<U, Args...>
    friend Result<Box<U>> make_box(Gfp gfp, Args &&...args);
    template <class... Kept> friend class Spares;

    static constexpr bool is_kept =
        !__has_feature(address_sanitizer) && !__has_feature(kernel_address_sanitizer);

    // On a cache line of its own: most CPUs find theirs where they left it.
    struct alignas(64) Slot {
        std::array<Atomic<void *>, 4> places;
    };

    static const Slot &slot()
    {
        unsafe("a task may ask which CPU it is on; another one does as well") {
            return slots_[raw::raw_smp_processor_id() % slots_.size()];
        }
    }
    static bool keep(void *memory)
    {
        for (const auto &place : slot().places) {
            void *none = nullptr;
            if (place.try_cmpxchg(none, memory))
                return true;
        }
        return false;
    }
    template <class Made> static void *take_spare()
    {
        static_assert(std::is_final_v<T>, "memory is used again for objects of the same size");
        static_assert(std::same_as<Made, T>, "a class leaves its memory to objects of its own");
        if constexpr (is_kept)
            for (const auto &place : slot().places)
                if (place.read())
                    if (void *memory = place.xchg(nullptr))
                        return memory;
        return nullptr;
    }
    static void drop_spares()
    {
        for (const Slot &slot : slots_) {
            for (const auto &place : slot.places) {
                unsafe("it came from kmalloc, and no object is in it; kfree() allows nothing") {
                    raw::kfree(place.xchg(nullptr));
                }
            }
        }
    }

    static inline constinit const std::array<Slot, 8> slots_{};
};

/// What is kept for classes of this module. The module's object has it as its first member, so that it
/// goes when no object of these classes is left.
template <class... Kept> class Spares {
public:
    Spares() = default;
    ~Spares() { (Kept::drop_spares(), ...); }
    Spares(const Spares &) = delete;
    Spares &operator=(const Spares &) = delete;
};

} // namespace kernel
