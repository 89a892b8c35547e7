// SPDX-License-Identifier: GPL-2.0
// A thread of a process that uses the device.
#pragma once

#include <bindings/rbtree.hpp>
#include <bindings/vec.hpp>
#include <bindings/waiting_task.hpp>
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
    polls = 32,
};

/// binder_extended_error: what became of the last transaction of a thread.
struct ExtendedError {
    u32 id;
    u32 command;
    s32 param;
};
static_assert(sizeof(ExtendedError) == sizeof(binder_extended_error));

/// How soon a thread has to hear of something: when it comes, and who tells it is about to wait himself;
/// or with whatever comes next.
enum class Wake : u8 { now, sync, later };

class Thread : public RefCounted<Thread> {
public:
    Thread(RefPtr<Process> &&process, s32 pid, RefPtr<Failure> &&own, RefPtr<Failure> &&reply);
    ~Thread() MAY_SLEEP;

    s32 pid() const { return pid_; }
    const Process &process() const [[clang::lifetimebound]] { return *process_; }

    /// Puts `work` behind what this thread is to be told.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ESRCH: the thread is gone.
    Result<> push(RefPtr<Work> work, Wake how = Wake::now) const MAY_SLEEP;

    /// What it is to be told next: that a transaction of its own is complete, then other work; either,
    /// or nothing.
    struct Due {
        u32 complete = BR_OK;
        std::optional<RefPtr<Work>> work;
        bool has_more = false; // behind it

        explicit operator bool() const { return complete != BR_OK || work.has_value(); }
    };
    /// What it has to do: tell what is due, return, serve its process (if it has no calls, and nothing
    /// is to be told to it alone), or wait.
    enum class Next : u8 { tell, leave, serve, wait };

    /// Takes out what is due: nothing was so far.
    ///
    /// Context: Any context.
    void take(Due &due) const;
    /// Finds out what there is to do now, and takes out what is `due`: what is no news can wait for
    /// what is.
    ///
    /// Context: Process context. May sleep.
    Next turn(Due &due) const MAY_SLEEP;
    /// Waits until there is something to do; to serve its process counts only if `looks_there`.
    ///
    /// Context: Process context of this thread. May sleep.
    /// Return: what there is to do, or -ERESTARTSYS if a signal came.
    Result<Next> wait(bool looks_there, Due &due) const MAY_SLEEP;

    /// Puts `due` before all that it is to be told.
    ///
    /// Context: Process context. May sleep.
    void put_back(Due due) const MAY_SLEEP;

    /// It is not to be told of `work` after all.
    ///
    /// Context: Process context. May sleep.
    void take_back(const Work &work) const MAY_SLEEP;

    /// It is told that a transaction of its own is on its way, in the words of `code`.
    ///
    /// Context: Process context of this thread. May sleep.
    /// Return: the work, if there had to be one; -ENOMEM, -ESRCH.
    using Completed = std::optional<RefPtr<Work>>;
    Result<Completed> push_complete(u32 code, Wake how) const MAY_SLEEP;
    /// What push_complete() said is not to be told after all.
    ///
    /// Context: Process context of this thread. May sleep.
    void take_back(Completed completed) const MAY_SLEEP;

    /// Calls that were sent and not answered, or come and not answered, the last one on top.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> push_call(RefPtr<Transaction> call) const MAY_SLEEP;
    std::optional<RefPtr<Transaction>> top_call() const;
    bool pop_call(const Transaction &call) const MAY_SLEEP;
    /// It has ended, or its process has.
    ///
    /// Context: Any context.
    bool is_dead() const { return is_dead_.read(); }
    /// push_call() and push_complete() in one.
    ///
    /// Context: Process context of this thread. May sleep.
    /// Return: as those.
    Result<Completed> push_own_call(const RefPtr<Transaction> &call, u32 code) const MAY_SLEEP;
    /// `reply` answers its last call, if that is `call`.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ESRCH: nobody waits for it.
    Result<> answer_call(const Transaction &call, RefPtr<Work> reply) const MAY_SLEEP;

    /// BC_ENTER_LOOPER, BC_REGISTER_LOOPER, BC_EXIT_LOOPER, and poll().
    ///
    /// Context: Any context.
    void enter(Looper how) const { looper_.fetch_or(std::to_underlying(how)); }
    bool has(Looper how) const { return (looper_.read() & std::to_underlying(how)) != 0; }
    bool is_looper() const { return has(Looper::registered) || has(Looper::entered); }
    bool serves_process() const;
    bool is_in_calls() const;
    bool has_news() const;
    bool has_work() const;

    /// It is to return to user space, though there may be nothing to tell: a new thread, so that it
    /// looks after itself, and one whose files are closed by that. It does so once.
    ///
    /// Context: Any context.
    void ask_to_return() const { must_return_.set(true); }
    /// Lets it look whether it must, or poll again.
    ///
    /// Context: Any context.
    void wake_up() const;
    /// It waits, but its process will not give it work: lets it ask for some again.
    ///
    /// Context: Any context.
    void look_again() const;
    bool must_return() const { return must_return_.read(); }
    void has_returned() const { must_return_.set(false); }

    /// A transaction begins, with this number: it has not failed yet.
    ///
    /// Context: Any context.
    /// Return: the last call, as top_call(); -EPROTO: a call has to wait until the thread has heard the answer to
    /// that, or the transaction that it would be told of next.
    Result<std::optional<RefPtr<Transaction>>> begin_transaction(u32 id, bool is_one_way) const;
    /// The same, for the answer to the last call.
    ///
    /// Context: Any context.
    /// Return: that call, which it is no longer in; nothing if it waits for an answer itself.
    std::optional<RefPtr<Transaction>> begin_reply(u32 id) const;
    /// Notes what became of a transaction: of its own, or of the one that it waits for.
    ///
    /// Context: Any context.
    void note_error(const ExtendedError &error) const;
    void note_reply_error(const ExtendedError &error) const;
    ExtendedError take_error() const;

    /// A transaction of its own, or one that it waits for, has failed.
    ///
    /// Context: Process context. May sleep.
    void fail(u32 code) const MAY_SLEEP;
    void fail_reply(u32 code) const MAY_SLEEP;
    bool has_failed() const { return own_->is_set(); }

    /// What it does, and what it is to be told, as in the C driver's logs: if `only_busy`, nothing of
    /// a thread that does nothing.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &text, bool only_busy) const MAY_SLEEP;
    /// Adds the numbers of the calls that it is in.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> add_calls(Vec<u32> &ids) const MAY_SLEEP;

    /// Nothing is said to it any more.
    ///
    /// Context: Process context. May sleep.
    void exit() const MAY_SLEEP;

    WaitQueue<"binder.poll"> pollers;
    TreeLinks<Thread> of_process;
    Links<Thread> waiting;

private:
    void wake_pollers() const;
    Result<Vec<RefPtr<Transaction>>> calls() const MAY_SLEEP;
    [[gnu::cold]] Result<> push_deeper_call(RefPtr<Transaction> call, size_t size) const MAY_SLEEP;

    struct State {
        WorkList todo;
        u32 complete = BR_OK; // before all of it
        Vec<RefPtr<Transaction>> calls;
        WaitingTask task;
        ExtendedError error{.id = 0, .command = BR_OK, .param = 0};
        bool has_news = false;
        bool looks_again = false;

        bool is_idle() const { return complete == BR_OK && todo.empty(); }
        bool serves_process() const { return calls.empty() && is_idle(); }
        bool is_transaction_next();
        std::optional<RefPtr<Transaction>> top_call() const;
        std::optional<RefPtr<Transaction>> pop_call(const Transaction &call);
        [[gnu::always_inline]] void take(Due &due);
        Next turn(Due &due, bool must_return, bool looks_there);
        bool complete_in_place(u32 code, Wake how);
        void wake_up(Wake how);
    };

    Counted<Kind::thread> counted_;
    KeptRef<Process> process_;
    s32 pid_;
    Atomic<u32> looper_;
    Atomic<bool> must_return_{true};
    KeptRef<Failure> own_;
    KeptRef<Failure> reply_;
    Locked<State, SpinLock<"binder.thread">> state_;
    Atomic<bool> is_dead_; // set with the lock
};

} // namespace binder
