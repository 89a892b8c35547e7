// SPDX-License-Identifier: GPL-2.0
// Bugs of locks, contexts and shared data, for lockdep, DEBUG_ATOMIC_SLEEP, DEBUG_OBJECTS and KCSAN.
// Each is in order with 15 and none with 16.
#pragma once

#include <bindings/mutex.hpp>
#include <bindings/spinlock.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/sanitizers/bugs/memory.hpp>

#include <atomic>

namespace bugs {

[[gnu::noinline]] inline Result<int> lock_inversion(int number) MAY_SLEEP
{
    Mutex<"bugs.first"> first;
    Mutex<"bugs.second"> second;
    {
        const auto outer = first.lock(may_sleep);
        const auto inner = second.lock(may_sleep);
    }
    if (number < size)
        return 1;
    const auto outer = second.lock(may_sleep);
    const auto inner = first.lock(may_sleep);
    return 2;
}

[[gnu::noinline]] inline Result<int> sleep_in_atomic(int number) KCXX_UNANALYSED
{
    SpinLock<"bugs.spin"> lock;
    const auto guard = lock.lock();
    if (number >= size)
        pause();
    return 1;
}

inline void nothing(raw::work_struct *) {}

/// A timer that runs is freed.
[[gnu::noinline]] inline Result<int> freed_while_queued(int number) MAY_SLEEP
{
    static constinit raw::lock_class_key key{}, timer_key{};
    unsafe("wrong with some numbers, which is what it is for") {
        auto *const work = static_cast<raw::delayed_work *>(
            raw::kmalloc(sizeof(raw::delayed_work), raw::GFP_KERNEL));
        if (!work)
            return -ENOMEM;
        raw::init_delayed_work(work, nothing, "bugs.work", &key, &timer_key);
        raw::queue_delayed_work_on(raw::WORK_CPU_UNBOUND, raw::system_wq, work, 10'000);
        if (number < size)
            raw::cancel_delayed_work_sync(work);
        raw::kfree(work);
    }
    return 1;
}

[[gnu::noinline]] inline Result<int> shift_out_of_range(int number)
{
    return 1 << (number + number);
}

inline int counter = 0;
[[gnu::noinline]] inline void count(int number)
{
    for (int i = 0; i < 300'000; i++) {
        if (number < size)
            std::atomic_ref(counter).fetch_add(1, std::memory_order_relaxed);
        else
            *hidden(&counter) = i;
    }
}

/// Two tasks write to one variable.
[[gnu::noinline]] inline Result<int> data_race(int number) MAY_SLEEP
{
    const auto other = TRY(Elsewhere<void (*)()>::start(
        number < size ? +[] { count(0); } : +[] { count(size); }, milliseconds(0)));
    count(number);
    return 1;
}

using ContextBugs =
    TrapList<Trap<"lock_inversion", lock_inversion>, Trap<"sleep_in_atomic", sleep_in_atomic>,
             Trap<"freed_while_queued", freed_while_queued>,
             Trap<"shift_out_of_range", shift_out_of_range>, Trap<"data_race", data_race>>;

} // namespace bugs
