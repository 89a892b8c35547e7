// SPDX-License-Identifier: GPL-2.0
// A call, or the answer to one, on its way from a thread to a process.
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/nice.hpp>
#include <bindings/pid.hpp>
#include <bindings/security.hpp>
#include <modules/binder/allocation.hpp>
#include <modules/binder/freezer.hpp>
#include <modules/binder/thread.hpp>
#include <modules/binder/transaction_log.hpp>

namespace binder {

/// What a transaction brings to the memory of a process, until the process is told of it.
class Buffer {
public:
    struct Terms {
        bool accepts_files;
        std::optional<SecurityContext> context; // of the sender, if the receiver wants it
        std::optional<Target> target;           // what is called; a reply has none
    };

    explicit Buffer(RefPtr<Process> &&process) : process_(std::move(process)) {}
    ~Buffer() MAY_SLEEP;
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;

    /// Makes it a copy of what `data` names; before, it has no allocation.
    ///
    /// Context: Process context of `sender`. May sleep.
    /// Return: nothing, or what Arena::reserve() and copy_objects() return; -ESRCH if the receiver is gone.
    Result<> fill(const Thread &sender, u32 id, const SentData &data, Terms &&terms) MAY_SLEEP;

    bool is_spam() const { return is_spam_; }
    const Allocation &allocation() const [[clang::lifetimebound]] { return **allocation_; }
    /// The offset of its security context.
    std::optional<size_t> context() const { return context_; }

    /// It counts as a call of its receiver, or as a reply to it, until it goes, or leave() is called.
    ///
    /// Context: Any context.
    /// Return: whether the receiver takes calls now.
    Freezer::Admission enter_call(bool is_one_way);
    void enter_reply();
    void leave() const;

private:
    Result<> copy(const Thread &sender, const SentData &data, const Terms &terms,
                  size_t context_offset, UserSlice &bytes) MAY_SLEEP;

    KeptRef<Process> process_;
    std::optional<RefPtr<Allocation>> allocation_;
    std::optional<size_t> context_;
    bool is_spam_ = false;
    Atomic<bool> is_counted_;
};

/// A call of a node, or a reply if it names none.
class Transaction final : public Work, public Recycled<Transaction> {
public:
    struct From {
        std::optional<RefPtr<Thread>> thread; // nobody waits for a one-way call
        std::optional<RefPtr<Transaction>> parent;
        Kuid euid;
        u32 id;
        s32 process;
        s32 pid;
    };
    struct To {
        s32 process;
        s32 pid; // 0 if any thread may serve it
    };

    Transaction(const Thread &sender, u32 id, std::optional<RefPtr<Transaction>> &&parent,
                bool awaits_reply, To to, const TransactionData &data, RefPtr<Process> &&receiver);
    ~Transaction() MAY_SLEEP;

    /// What it brings: filled by its sender, before others know it.
    Buffer &buffer() [[clang::lifetimebound]] { return buffer_; }

    /// The thread that has it is gone: its process has no part in it any more.
    ///
    /// Context: Any context.
    void leave() const { buffer_.leave(); }

    /// Sends what `data` says from `sender`, which is told if that fails: BC_TRANSACTION.
    ///
    /// Context: Process context of the sender. May sleep.
    static void send(const Thread &sender, const SentData &data) MAY_SLEEP;
    /// Answers the last call that came to `sender`: BC_REPLY.
    ///
    /// Context: as above.
    static void reply(const Thread &sender, const SentData &data) MAY_SLEEP;

    bool accepts_files() const { return (flags_ & TF_ACCEPT_FDS) != 0; }
    /// How nice who serves it was before.
    s32 saved_nice() const { return saved_nice_.read(); }
    bool is_one_way() const { return (flags_ & TF_ONE_WAY) != 0; }
    bool is_from(const Thread &thread) const { return from_.thread && (*from_.thread)->is(thread); }
    const From &from() const [[clang::lifetimebound]] { return from_; }

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override;
    void give_way() const MAY_SLEEP override;
    void abandon() const MAY_SLEEP override;
    void show(SeqFile &text, const Process &in, std::string_view prefix,
              std::string_view transaction_prefix) const MAY_SLEEP override;
    /// The same, without what it is.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &text, const Process &in, std::string_view prefix) const MAY_SLEEP;
    u32 id() const { return from_.id; }
    bool is_transaction() const override { return true; }
    std::optional<UpdateKey> update_key() const override;

private:
    static LogEntry entry_of(const Thread &sender, LogEntry::Kind kind, const SentData &data);
    static void log(const Thread &sender, LogEntry &entry, const ExtendedError &error);
    [[gnu::cold]] static void fail_reply(RefPtr<Transaction> call, const ExtendedError &error)
        MAY_SLEEP;
    static Result<> send_to(const Thread &sender, Target target, const SentData &data,
                            LogEntry &entry) MAY_SLEEP;
    static Result<> answer(const Thread &sender, const Transaction &call, const SentData &data,
                           LogEntry &entry) MAY_SLEEP;
    /// Tells tracers that it is sent to the object of this number; 0: it is a reply.
    ///
    /// Context: Any context.
    void trace(u64 node) const
    {
        TRACE(binder_transaction, id(), node, to_, to_pid_.read(), node == 0, code_, flags_);
    }
    void inherit_nice() const;
    s32 sender_pid() const;
    u32 answer_code() const;
    Result<> put_data(const Arena &arena, Answers &answers, const TransactionData &data) const
        MAY_SLEEP;
    Result<bool> tell_data(const Thread &reader, Answers &answers,
                           std::optional<Box<Files>> files) const MAY_SLEEP;
    [[gnu::cold]] Result<bool> fail_to_tell(const Thread &reader, Answers &answers) const MAY_SLEEP;
    [[gnu::cold]] void not_told(const Thread &reader) const MAY_SLEEP;
    const std::optional<RefPtr<Node>> &node() const [[clang::lifetimebound]]
    {
        return buffer_.allocation().node();
    }

    Counted<Kind::transaction> counted_;
    From from_;
    s32 to_;
    Atomic<s32> to_pid_;
    Moment sent_at_ = Moment::now();
    s32 nice_;
    Atomic<s32> saved_nice_; // of who serves it
    u32 code_;
    u32 flags_;
    Buffer buffer_;
};

/// Tells who waits for `call`, or for a call that it is part of, that there will be no answer.
///
/// Context: Process context. May sleep.
[[gnu::cold]] void fail_call(RefPtr<Transaction> call, u32 code) MAY_SLEEP;

} // namespace binder
