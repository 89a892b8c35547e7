// SPDX-License-Identifier: GPL-2.0
// <drm/drm_exec.h>: reservations of several buffers, locked together in whichever order, and fences that are added
// to all of them.
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/drm/gem.hpp>

namespace kernel::drm {

/// Who waits for a fence that a reservation has: each of these waits for those before it, too.
enum class FenceUse : u32 {
    kernel = raw::DMA_RESV_USAGE_KERNEL, // who does anything at all with the memory
    write =
        raw::DMA_RESV_USAGE_WRITE,   // who reads what is written, unless he says what he waits for
    read = raw::DMA_RESV_USAGE_READ, // who writes over what is read, likewise
    bookkeep = raw::DMA_RESV_USAGE_BOOKKEEP, // who takes the memory away, no more
};

class Reserving;
class FenceSlot;

/// Locks what `name(const T &, Reserving &)` adds, and calls `use(T &, i, FenceSlot &&)` for each `i` below `fences`,
/// with all of it locked and room for a fence in each. Others may be about to lock some of it as well: then all is let
/// go, and `name` called anew. When this returns nothing is locked. Both are given `state`.
///
/// Context: Process context, with no reservation locked. May sleep.
/// Return: nothing; -EINTR: a signal came first, -ENOMEM, or what `name` returns: `use` was not called.
template <class T, std::invocable<const T &, Reserving &> Name,
          std::invocable<T &, u32, FenceSlot &&> Use>
Result<> with_reservations(T &state, u32 fences, Name &&name, Use &&use) MAY_SLEEP;

namespace detail {

/// A drm_exec, while it is used.
class Exec {
public:
    Exec() MAY_SLEEP
    {
        unsafe("it is initialised once, and does not move") {
            raw::drm_exec_init(
                &exec_, raw::DRM_EXEC_INTERRUPTIBLE_WAIT | raw::DRM_EXEC_IGNORE_DUPLICATES, 0);
        }
    }
    ~Exec() MAY_SLEEP
    {
        unsafe("it was initialised; this unlocks what is locked") {
            raw::drm_exec_fini(&exec_);
        }
    }
    Exec(const Exec &) = delete;
    Exec &operator=(const Exec &) = delete;

    /// Whether there is still something to be locked: at first, and if somebody else was quicker.
    bool begin() MAY_SLEEP
    {
        unsafe("it was initialised") {
            return raw::drm_exec_cleanup(&exec_);
        }
    }
    bool is_contended()
    {
        unsafe("it was initialised") {
            return raw::drm_exec_is_contended(&exec_);
        }
    }
    /// What others were quicker to lock is waited for, whether it is named again or not.
    Result<> lock_contended() MAY_SLEEP
    {
        unsafe("it was initialised, and no object is meant") {
            return to_result(raw::drm_exec_prepare_array(&exec_, nullptr, 0, 0));
        }
    }
    raw::drm_exec &raw_exec() [[clang::lifetimebound]] { return exec_; }

private:
    raw::drm_exec exec_{};
};

} // namespace detail

/// What is about to be locked.
class Reserving {
public:
    Reserving(const Reserving &) = delete;
    Reserving &operator=(const Reserving &) = delete;

    /// The reservation of a buffer. Once is as good as twice.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; an error, with which the naming is over: see with_reservations().
    template <Buffer T> Result<> add(const GemRef<T> &buffer) MAY_SLEEP
    {
        unsafe("what is locked is kept, and unlocked before this is gone") {
            return to_result(raw::drm_exec_prepare_obj(&exec_, &buffer.raw_object(), fences_));
        }
    }

    /// For bindings of what has reservations.
    ///
    /// Context: Any context.
    raw::drm_exec &raw_exec() const { return exec_; }
    u32 fences() const { return fences_; }

private:
    template <class T, std::invocable<const T &, Reserving &> Name,
              std::invocable<T &, u32, FenceSlot &&> Use>
    friend Result<> with_reservations(T &state, u32 fences, Name &&name, Use &&use) MAY_SLEEP;
    Reserving(raw::drm_exec &exec [[clang::lifetimebound]], u32 fences)
        : exec_(exec), fences_(fences)
    {}

    raw::drm_exec &exec_;
    u32 fences_;
};

/// Room for one fence in each of the reservations that are locked. It may be left empty.
class [[nodiscard]] KCXX_CONSUMABLE(unconsumed) FenceSlot {
public:
    FenceSlot(const FenceSlot &) = delete;
    FenceSlot &operator=(const FenceSlot &) = delete;

    /// Who locks one of the reservations from now on finds the fence, which is signalled some time: whatever that
    /// takes needs no reservation, and no memory.
    ///
    /// Context: Process context. A BUG if it was called before.
    void add(const Fence &fence, FenceUse use) && KCXX_SETS(consumed)
                                                      KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        if (std::exchange(is_used_, true)) [[unlikely]]
            bug<"room for one fence was used twice">();
        unsafe("all are locked while this lives, and have as much room as there are slots") {
            raw::drm_exec_add_fence(&exec_, fence.get_raw(), std::to_underlying(use));
        }
    }

private:
    template <class T, std::invocable<const T &, Reserving &> Name,
              std::invocable<T &, u32, FenceSlot &&> Use>
    friend Result<> with_reservations(T &state, u32 fences, Name &&name, Use &&use) MAY_SLEEP;
    explicit FenceSlot(raw::drm_exec &exec [[clang::lifetimebound]]) : exec_(exec) {}

    raw::drm_exec &exec_;
    bool is_used_ = false;
};

template <class T, std::invocable<const T &, Reserving &> Name,
          std::invocable<T &, u32, FenceSlot &&> Use>
Result<> with_reservations(T &state, u32 fences, Name &&name, Use &&use) MAY_SLEEP
{
    if (fences == 0)
        return {};
    detail::Exec exec;
    while (exec.begin()) {
        TRY(exec.lock_contended());
        Reserving reserving(exec.raw_exec(), fences);
        const Result<> named = name(std::as_const(state), reserving);
        if (!named && !exec.is_contended())
            return named.error();
    }
    for (u32 i = 0; i < fences; i++)
        use(state, i, FenceSlot(exec.raw_exec()));
    return {};
}

} // namespace kernel::drm
