// SPDX-License-Identifier: GPL-2.0
// What a thread is to be told.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/kept_ref.hpp>
#include <bindings/list.hpp>
#include <bindings/seq_file.hpp>
#include <modules/binder/protocol.hpp>

namespace binder {

class Process;
class Thread;

/// Context: Any context.
/// Return: a number that no other node or transaction has.
u64 next_id();

/// A one-way call with TF_UPDATE_TXN takes the place of one that waits with the same key, if the
/// process is frozen.
struct UpdateKey {
    s32 sender;
    u32 code;
    u32 flags;

    friend bool operator==(const UpdateKey &, const UpdateKey &) = default;
};

/// Something that BINDER_WRITE_READ tells a thread, once.
class Work : public RefCounted<Work> {
public:
    Work() = default;
    virtual ~Work() MAY_SLEEP = default;

    /// Tells `reader`.
    ///
    /// Context: Process context of the reader. May sleep.
    /// Return: whether that is all for now, or -EFAULT.
    virtual Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP = 0;

    /// Another takes its place, by its update_key().
    ///
    /// Context: Process context. May sleep.
    virtual void give_way() const MAY_SLEEP {}

    /// Nobody is left to be told.
    ///
    /// Context: Process context. May sleep.
    virtual void abandon() const MAY_SLEEP {}

    /// Says what it is, as the C driver's logs do: transactions begin with `transaction_prefix`.
    ///
    /// Context: Process context. May sleep.
    virtual void show(SeqFile &text, const Process &in, std::string_view prefix,
                      std::string_view transaction_prefix) const MAY_SLEEP = 0;

    /// Context: Any context.
    virtual bool is_transaction() const { return false; }
    virtual std::optional<UpdateKey> update_key() const { return std::nullopt; }

    Links<Work> links;
};

using WorkList = List<RefPtr<Work>, &Work::links>;

/// A transaction or reply is on its way: BR_TRANSACTION_COMPLETE, mostly; or that the receiver is
/// frozen, or that there are too many of them. Only those that have to wait for other work need an
/// object.
class Complete final : public Work {
public:
    explicit Complete(u32 code) : code_(code) {}

    /// Context: Process context of `reader`. May sleep.
    /// Return: nothing, or -EFAULT.
    static Result<> tell(const Thread &reader, Answers &answers, u32 code) MAY_SLEEP;
    static void show(SeqFile &text, std::string_view prefix)
    {
        text.write(prefix);
        text.write("transaction complete\n");
    }

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override
    {
        TRY(tell(reader, answers, code_));
        return false;
    }
    void show(SeqFile &text, const Process &, std::string_view prefix, std::string_view) const
        MAY_SLEEP override
    {
        show(text, prefix);
    }

private:
    Counted<Kind::complete> counted_;
    u32 code_;
};

/// What went wrong with a transaction: each thread has two, so that telling cannot fail.
class Failure final : public Work {
public:
    /// Context: Any context.
    void set(u32 code) const { code_.set(code); }
    bool is_set() const { return code_.read() != BR_OK; }

    Result<bool> tell(const Thread &reader, Answers &answers) const MAY_SLEEP override;
    void show(SeqFile &text, const Process &, std::string_view prefix, std::string_view) const
        MAY_SLEEP override
    {
        text.write(prefix);
        text.printf("transaction error: %u\n", code_.read());
    }

private:
    Atomic<u32> code_{BR_OK};
};

} // namespace binder
