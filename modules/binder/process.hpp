// SPDX-License-Identifier: GPL-2.0
// A process that has opened the device.
#pragma once

#include <bindings/nice.hpp>
#include <bindings/poll.hpp>
#include <bindings/security.hpp>
#include <modules/binder/arena.hpp>
#include <modules/binder/context.hpp>
#include <modules/binder/freezer.hpp>
#include <modules/binder/reference.hpp>
#include <modules/binder/stats.hpp>
#include <modules/binder/told.hpp>
#include <modules/binder/transaction.hpp>

namespace binder {

class Process : public RefCounted<Process> {
public:
    /// Its handles are numbers of `handles`.
    Process(RefPtr<Context> &&context, RefPtr<Ida> &&handles)
        : context_(std::move(context)), pid_(Pid::current()), cred_(Cred::current()),
          number_(current_tgid()), nice_(current_nice()), references_(std::move(handles))
    {}
    ~Process() MAY_SLEEP;

    const Context &context() const [[clang::lifetimebound]] { return *context_; }
    const Arena &arena() const [[clang::lifetimebound]] { return arena_; }
    const References &references() const [[clang::lifetimebound]] { return references_; }
    const Pid &pid() const [[clang::lifetimebound]] { return pid_; }
    /// What it might do when it opened the device.
    const Cred &cred() const [[clang::lifetimebound]] { return cred_; }
    s32 number() const { return number_; }
    /// How nice its threads are while they wait for it.
    s32 nice() const { return nice_; }

    /// The calling thread.
    ///
    /// Context: Process context. May sleep.
    /// Return: the thread, or -ENOMEM.
    [[gnu::always_inline]] Result<RefPtr<Thread>> current_thread() const MAY_SLEEP
    {
        const s32 pid = current_pid();
        auto found = state_.with([pid](State &state) { return state.threads.find(pid); });
        if (found) [[likely]]
            return std::move(*found);
        return add_thread(pid);
    }

    /// BINDER_THREAD_EXIT.
    ///
    /// Context: Process context. May sleep.
    void end_thread(const Thread &thread) const MAY_SLEEP;

    /// Hands `work` to a thread that waits, or to the first that will.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ESRCH: the process is gone.
    Result<> push(RefPtr<Work> work, Wake how = Wake::now) const MAY_SLEEP;

    /// Waits for what `thread` is to be told next, and takes it out as `due`: nothing, if the thread has
    /// to return, or there is something for any thread, and this one has no room for it. While it waits for
    /// work of the process, it is as nice as that.
    ///
    /// Context: Process context of `thread`. May sleep.
    /// Return: nothing; -EAGAIN if nothing is due and `nonblocking`, -EINTR for a signal.
    Result<> next_work(const Thread &thread, bool nonblocking, bool has_room,
                       Thread::Due &due) const MAY_SLEEP;

    /// Whether there is something to tell the calling thread; `table` hears when there is.
    ///
    /// Context: Process context. May sleep.
    Poll poll(PollTable &table) const MAY_SLEEP;
    /// Lets those who poll for the process's work look again.
    ///
    /// Context: Process context. May sleep.
    void wake_pollers() const MAY_SLEEP
    {
        if (has_pollers_.read())
            wake_each_poller();
    }
    /// A descriptor of the file is closed: all threads return to user space.
    ///
    /// Context: Process context. May sleep.
    void flush() const MAY_SLEEP;

    /// It need not be told of `work` any more.
    ///
    /// Context: Process context. May sleep.
    void take_back(const Work &work) const MAY_SLEEP;

    /// An object of its own.
    ///
    /// Context: Process context. May sleep.
    /// Return: the node; -EINVAL (nobody has heard of it), or -ENOMEM: then it was to be made.
    Result<RefPtr<Node>> node(u64 pointer) const MAY_SLEEP;
    Result<RefPtr<Node>> node_of(const FlatObject &object) const MAY_SLEEP;
    /// Context: Process context. May sleep.
    /// Return: the first of its nodes with a pointer above this one, if there is one.
    std::optional<RefPtr<Node>> node_above(u64 pointer) const MAY_SLEEP;
    /// Nobody knows it any longer.
    ///
    /// Context: Process context. May sleep.
    void forget_node(const Node &node) const MAY_SLEEP;

    /// What it was told, and has not confirmed.
    const Told<Death> &told_deaths() const [[clang::lifetimebound]] { return told_deaths_; }
    const Told<FreezeNotice> &told_freezes() const [[clang::lifetimebound]]
    {
        return told_freezes_;
    }

    const Freezer &freezer() const [[clang::lifetimebound]] { return freezer_; }
    /// Whether there are calls for it, or calls of its own.
    ///
    /// Context: Process context. May sleep.
    bool has_calls() const MAY_SLEEP;

    /// BC_FREE_BUFFER, said by `thread`.
    ///
    /// Context: Process context of `thread`. May sleep.
    /// Return: nothing, or -EINVAL: nothing was received there, or it is freed.
    Result<> free_buffer(const Thread &thread, u64 address) const MAY_SLEEP;

    /// BINDER_SET_MAX_THREADS, and how many the process was asked for.
    void set_max_threads(u32 most) const { max_threads_.set(most); }
    bool wants_thread(const Thread &reader) const;
    bool thread_registered() const;

    /// BINDER_ENABLE_ONEWAY_SPAM_DETECTION.
    void detect_spam(bool enabled) const { detects_spam_.set(enabled); }
    bool detects_spam() const { return detects_spam_.read(); }

    const Stats &stats() const [[clang::lifetimebound]] { return stats_; }

    /// Its threads, objects and handles, its memory and its work, as in the C driver's logs; if
    /// `only_busy`, what of that has to do with transactions.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM: then something is missing.
    Result<> show(SeqFile &text, bool only_busy) const MAY_SLEEP;

    /// How much there is of all that, and what was said.
    ///
    /// Context: Process context. May sleep.
    /// Return: as show().
    Result<> show_stats(SeqFile &text) const MAY_SLEEP;

    /// The file is closed.
    ///
    /// Context: Process context. May sleep.
    void release() const MAY_SLEEP;

    Links<Process> of_all;

private:
    struct State {
        RbTree<RefPtr<Thread>, &Thread::of_process, &Thread::pid> threads;
        List<RefPtr<Thread>, &Thread::waiting> waiting;
        RbTree<RefPtr<Node>, &Node::of_process, &Node::pointer> nodes;
        WorkList todo;
        u32 requested = 0;
        u32 started = 0;
        bool is_dead = false;
    };

    [[gnu::cold]] Result<RefPtr<Thread>> add_thread(s32 pid) const MAY_SLEEP;
    std::optional<RefPtr<Thread>> thread_above(s32 pid) const MAY_SLEEP;
    Result<> show_all(SeqFile &text, bool only_busy) const MAY_SLEEP;
    Result<Vec<u32>> calls() const MAY_SLEEP;
    [[gnu::cold]] void wake_each_poller() const MAY_SLEEP;
    void end_waiting(const Thread &thread) const MAY_SLEEP;
    bool has_work() const;
    std::optional<RefPtr<Work>> take_work(const Thread &thread, bool will_wait) const MAY_SLEEP;

    Counted<Kind::process> counted_;
    Stats stats_;
    KeptRef<Context> context_;
    Pid pid_;
    Cred cred_;
    s32 number_;
    s32 nice_;
    Arena arena_;
    References references_;
    Freezer freezer_;
    Told<Death> told_deaths_;
    Told<FreezeNotice> told_freezes_;
    Atomic<u32> max_threads_;
    Atomic<bool> detects_spam_;
    Atomic<bool> has_pollers_;
    Locked<State, SpinLock<"binder.process">> state_;
};

} // namespace binder
