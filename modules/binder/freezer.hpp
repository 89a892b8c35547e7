// SPDX-License-Identifier: GPL-2.0
// BINDER_FREEZE: a process that takes no calls for a while, because it is to be stopped.
#pragma once

#include <bindings/wait.hpp>
#include <modules/binder/freeze_notice.hpp>

namespace binder {

/// Whether a process takes calls, how many it has, and who wants to hear of it.
class Freezer {
public:
    /// What becomes of something that is sent.
    enum class Admission : u8 { open, waits, refused };

    bool is_frozen() const { return is_frozen_.read(); }

    /// Something is sent to the process: unless it is refused, it counts until end().
    ///
    /// Context: Any context.
    Admission begin(bool is_one_way) const;
    void begin_reply() const { outstanding_.inc(); }
    void end() const;
    bool is_busy() const { return outstanding_.read() != 0; }

    /// Refuses calls from now on; waits for those that there are, if `timeout_ms` is not 0.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ERESTARTSYS: a signal came.
    Result<> freeze(u32 timeout_ms) const MAY_SLEEP;
    /// It was not frozen after all.
    ///
    /// Context: Any context.
    void give_up() const { is_frozen_.set(false); }
    /// Takes calls again.
    ///
    /// Context: Any context.
    void thaw() const;

    struct Received {
        bool sync;
        bool async;
    };
    /// Context: Any context.
    /// Return: what was sent since it was frozen.
    Received received() const;

    /// Those who want to hear of it.
    ///
    /// Context: Process context. May sleep.
    /// Return: of add(): false if the process is gone.
    bool add(RefPtr<FreezeNotice> notice) const MAY_SLEEP;
    void remove(const FreezeNotice &notice) const MAY_SLEEP;
    void tell() const MAY_SLEEP;
    void close() const MAY_SLEEP;

private:
    struct State {
        RbTree<RefPtr<FreezeNotice>, &FreezeNotice::of_owner, &FreezeNotice::id> notices;
        bool is_closed = false;
    };

    Atomic<bool> is_frozen_;
    Atomic<bool> sync_received_;
    Atomic<bool> async_received_;
    Atomic<u32> outstanding_;
    WaitQueue<"binder.freeze"> drained_;
    Locked<State, SpinLock<"binder.freezer">> state_;
};

} // namespace binder
