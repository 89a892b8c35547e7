// SPDX-License-Identifier: GPL-2.0
// How many need an object strongly.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/bug.hpp>

#include <limits>

namespace binder {
using namespace kernel;

/// Counts of an object: local ones, for calls on their way and for what lies in its owner's memory, and strong
/// references of others. Whoever counts one more where there are some, or one less and leaves some, changes
/// nothing for anybody: that needs no lock. All else has the lock of the object.
class StrongCounts {
public:
    /// A local count more, if there are others, and the object is not dead.
    ///
    /// Context: Any context.
    /// Return: false: nothing has changed.
    bool try_add() const
    {
        u64 now = word_.read();
        while (now != 0 && (now & dead) == 0 && local_of(now) != most)
            if (word_.try_cmpxchg(now, now + 1))
                return true;
        return false;
    }
    /// A local count less, if others are left, and the object is not dead.
    ///
    /// Context: as try_add().
    /// Return: as try_add().
    bool try_drop() const
    {
        u64 now = word_.read();
        while (now != 1 && (now & dead) == 0 && local_of(now) != 0)
            if (word_.try_cmpxchg(now, now - 1))
                return true;
        return false;
    }

    /// Context: Any context, with the lock of the object. BUG if there are too many, or none.
    void add() const
    {
        if (local_of(word_.fetch_add(1)) == most)
            bug<"an object has too many local counts">();
    }
    void drop() const
    {
        if (local_of(word_.fetch_add(~u64{0})) == 0)
            bug<"an object has no local count">();
    }
    void add_reference() const { word_.fetch_add(reference); }
    void drop_reference() const { word_.fetch_add(~(reference - 1)); }
    /// Its owner is gone, and so are its local counts.
    ///
    /// Context: as add().
    void die() const
    {
        word_.fetch_or(dead);
        word_.fetch_and(~most);
    }

    /// Context: Any context.
    u32 local() const { return static_cast<u32>(local_of(word_.read())); }
    u32 references() const { return static_cast<u32>((word_.read() & ~dead) / reference); }
    bool any() const { return (word_.read() & ~dead) != 0; }
    bool is_dead() const { return (word_.read() & dead) != 0; }

private:
    static constexpr u64 most = std::numeric_limits<u32>::max();
    static constexpr u64 reference = u64{1} << 32;
    static constexpr u64 dead = u64{1} << 63;
    static constexpr u64 local_of(u64 word) { return word & most; }

    Atomic<u64> word_;
};

} // namespace binder
