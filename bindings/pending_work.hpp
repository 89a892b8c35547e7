// SPDX-License-Identifier: GPL-2.0
// What keeps the code of a module in memory until its queued work has run. The file with the module's
// entry (module_object and its like) includes it, or else the module lacks state_.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/module.hpp>

namespace kernel {

/// What PendingWork counts. There is one, beside the module's entry.
struct PendingWorkState {
    Atomic<u32> count;
    Atomic<bool> is_closed;
    Atomic<bool> is_used;
};

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
        state_.count.fetch_add(1);
        if (!state_.is_closed.read()) [[likely]]
            return true;
        end();
        return false;
    }

    /// For an object that is not queued, but whose end is code of this module.
    ///
    /// Context: Any context. The module is not being unloaded, or waits for something else, too.
    static void hold()
    {
        wait_at_end();
        state_.count.fetch_add(1);
    }

    /// When it has run, was cancelled, or could not be queued; the last use of what belongs to it.
    ///
    /// Context: Any context.
    static void end()
    {
        // Unlike dec() it is ordered: what the work wrote comes before.
        static_cast<void>(state_.count.dec_and_test());
    }

    /// Has the end of the module wait. For files that can be opened before the module is loaded:
    /// unloading is refused while one is open, but a load that fails would go on.
    ///
    /// Context: Any context.
    static void wait_at_end() { state_.is_used.set(true); }

    /// The end of the module.
    ///
    /// Context: Process context. May sleep.
    static void wait_for_all() MAY_SLEEP
    {
        if (!state_.is_used.read())
            return;
        state_.is_closed.xchg(true);
        unsafe("the end of a module may sleep; nobody else waits for what it waits for") {
            while (state_.count.read_acquire() ||
                   raw::module_refcount(&raw::__this_module) > of_load)
                raw::msleep(1);
            // Whoever ended last may still have a few instructions of this module before it.
            raw::synchronize_rcu_tasks();
        }
    }

private:
    // A module that is being loaded refers to itself; one that is unloaded, nobody refers to.
    static constexpr int of_load = 1;

    static PendingWorkState state_;
};

} // namespace kernel

#undef KCXX_FINISH_UNLOAD
#define KCXX_FINISH_UNLOAD() ::kernel::PendingWork::wait_for_all()
#undef KCXX_UNLOAD_STATE
#define KCXX_UNLOAD_STATE constinit ::kernel::PendingWorkState kernel::PendingWork::state_
