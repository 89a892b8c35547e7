// SPDX-License-Identifier: GPL-2.0
// A thread of a process that uses the device.
#pragma once

#include <bindings/rbtree.hpp>
#include <bindings/vec.hpp>
#include <bindings/wait.hpp>
#include <modules/binder/work.hpp>

namespace binder {

class Process;
class Transaction;

/// What a thread has said of itself.
enum class Looper : u32 {
    none = 0,
    registered = 1, // asked for by BR_SPAWN_LOOPER
    entered = 2,    // the process made it by itself
    exited = 4,
    invalid = 8,
};

class Thread : public RefCounted<Thread> {
public:
    Thread(RefPtr<Process> &&process, s32 pid, RefPtr<Complete> &&complete, RefPtr<Failure> &&own,
           RefPtr<Failure> &&reply);
    ~Thread() MAY_SLEEP;

    s32 pid() const { return pid_; }
    const Process &process() const [[clang::lifetimebound]] { return *process_; }

    /// Puts `work` behind what this thread is to be told. It is woken up, unless `later`: then it
    /// is told with whatever comes next.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ESRCH: the thread is gone.
    Result<> push(RefPtr<Work> work, bool later = false) const MAY_SLEEP;

    /// Takes out what it is to be told next: any work, or only `if_news`, if some of it cannot wait.
    ///
    /// Context: Any context.
    std::optional<RefPtr<Work>> pop(bool if_news = false) const;

    /// Puts `work` before all that it is to be told.
    ///
    /// Context: Process context. May sleep.
    void put_back(RefPtr<Work> work) const MAY_SLEEP;

    /// It is not to be told of `work` after all.
    ///
    /// Context: Process context. May sleep.
    void take_back(const Work &work) const MAY_SLEEP;

    /// Work that says that a transaction of its own is on its way: mostly the same object.
    ///
    /// Context: Process context. May sleep.
    /// Return: the work, or -ENOMEM.
    Result<RefPtr<Complete>> make_complete() const MAY_SLEEP;

    /// Calls that were sent and not answered, or come and not answered, the last one on top.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> push_call(RefPtr<Transaction> call) const MAY_SLEEP;
    std::optional<RefPtr<Transaction>> top_call() const;
    bool pop_call(const Transaction &call) const MAY_SLEEP;

    /// BC_ENTER_LOOPER, BC_REGISTER_LOOPER, BC_EXIT_LOOPER.
    ///
    /// Context: Any context.
    void enter(Looper how) const;
    bool is_looper() const;
    bool waits_for_process() const;

    /// A transaction of its own, or one that it waits for, has failed.
    ///
    /// Context: Process context. May sleep.
    void fail(u32 code) const MAY_SLEEP;
    void fail_reply(u32 code) const MAY_SLEEP;
    bool has_failed() const { return own_->is_set(); }

    /// Nothing is said to it any more.
    ///
    /// Context: Process context. May sleep.
    void exit() const MAY_SLEEP;

    WaitQueue<"binder.wait"> wait;
    TreeLinks<Thread> of_process;
    Links<Thread> waiting;

private:
    struct State {
        WorkList todo;
        Vec<RefPtr<Transaction>> calls;
        bool has_news = false;
        bool is_dead = false;
    };

    RefPtr<Process> process_;
    s32 pid_;
    Atomic<u32> looper_;
    RefPtr<Complete> complete_;
    RefPtr<Failure> own_;
    RefPtr<Failure> reply_;
    Locked<State, SpinLock<"binder.thread">> state_;
};

} // namespace binder
