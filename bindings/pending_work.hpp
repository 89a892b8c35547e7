// SPDX-License-Identifier: GPL-2.0
// What keeps the code of a module in memory until its queued work has run.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/module.hpp>

namespace kernel {

/// How much work of this module is queued or runs: unloading waits for it, and refuses more. A
/// reference to the module would do as well, but for work that queues itself again, which would
/// keep it loaded for good.
class PendingWork {
public:
    /// Before something is queued.
    ///
    /// Context: Any context.
    /// Return: false once the module is being unloaded: nothing may be queued any more.
    static bool begin()
    {
        wait_at_end();
        // Ordered against wait_for_all(), which closes before it counts: one sees the other.
        count_.fetch_add(1);
        if (!closed_.read()) [[likely]]
            return true;
        end();
        return false;
    }

    /// When it has run, was cancelled, or could not be queued; the last use of what belongs to it.
    ///
    /// Context: Any context.
    static void end()
    {
        // Unlike dec() it is ordered: what the work wrote comes before.
        static_cast<void>(count_.dec_and_test());
    }

    /// Has the end of the module wait. For files that can be opened before the module is loaded:
    /// unloading is refused while one is open, but a load that fails would go on.
    ///
    /// Context: Any context.
    static void wait_at_end() { __atomic_store_n(&before_unload, wait_for_all, __ATOMIC_RELAXED); }

private:
    static void wait_for_all() MAY_SLEEP
    {
        closed_.xchg(true);
        unsafe("the end of a module may sleep; nobody else waits for what it waits for") {
            while (count_.read_acquire() || raw::module_refcount(&raw::__this_module) > of_load)
                raw::msleep(1);
            // Whoever ended last may still have a few instructions of this module before it.
            raw::synchronize_rcu_tasks();
        }
    }

    // A module that is being loaded refers to itself; one that is unloaded, nobody refers to.
    static constexpr int of_load = 1;

    static inline constinit Atomic<u32> count_{0};
    static inline constinit Atomic<bool> closed_{false};
};

} // namespace kernel
