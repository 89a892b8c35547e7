// SPDX-License-Identifier: GPL-2.0
// What a wait of one known task promises.
#pragma once

#include <bindings/waiting_task.hpp>
#include <bindings/workqueue.hpp>
#include <tests/traps/trap.hpp>

namespace traps {

/// Something that one task may wait for: a thread of a queue, for example.
class Awaited : public RefCounted<Awaited> {
public:
    /// Has another task wait, and returns when it sleeps, or nearly.
    ///
    /// Context: Process context. May sleep.
    void begin() const MAY_SLEEP
    {
        system_unbound_wq.queue(work_);
        while (state_.with([](State &state) { return state.tries; }) == 0) {
            unsafe("the caller may sleep") {
                raw::msleep(1);
            }
        }
    }
    /// Lets it go on.
    ///
    /// Context: as above.
    void end() const MAY_SLEEP
    {
        state_.with([](State &state) {
            state.is_there = true;
            state.waiter.wake_up();
        });
        work_.flush();
    }
    /// Context: as above.
    void wait() const MAY_SLEEP
    {
        ignore_result(wait_interruptible(state_, &State::waiter, [](State &state) {
            state.tries++;
            return state.is_there;
        }));
    }

private:
    struct State {
        int tries = 0;
        bool is_there = false;
        WaitingTask waiter;
    };

    Locked<State, SpinLock<"traps.awaited">> state_;
    Work<&Awaited::wait> work_{*this};
};

/// The first one sleeps for ever then, and so does whoever asks for the lock.
[[gnu::noinline]] inline Result<int> two_wait(int number) MAY_SLEEP
{
    const auto awaited = TRY(make_ref<Awaited>(GFP_KERNEL));
    awaited->begin();
    if (number == 3)
        awaited->end();
    awaited->wait();
    return 1;
}

/// One reference too few: in safe code who waits keeps what he waits for.
[[gnu::noinline]] inline Result<int> awaited_and_destroyed(int number) MAY_SLEEP
{
    auto awaited = TRY(make_ref<Awaited>(GFP_KERNEL));
    awaited->begin();
    if (number == 3)
        awaited->end();
    else unsafe("the queue's reference is dropped behind its back, to see that this is noticed") {
        RefPtr<Awaited>::from_raw(&*awaited).reset();
    }
    awaited.reset();
    return 1;
}

using WaitingTraps =
    TrapList<Trap<"two_wait", two_wait>, Trap<"awaited_and_destroyed", awaited_and_destroyed>>;

} // namespace traps
