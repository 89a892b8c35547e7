// SPDX-License-Identifier: GPL-2.0
// <linux/fs.h>: read and write calls that are completed later, by whoever has their kiocb then.
#pragma once

#include <bindings/completion.hpp>
#include <bindings/linear.hpp>

#include <limits>

namespace kernel {

/// What read(2) and its like return for the outcome of an operation: the number of bytes, or -errno.
/// -EIOCBQUEUED is none: it would say that a call is completed later that nobody has. Nor is a number
/// that C would read as an error: it counts as -EOVERFLOW.
constexpr ssize_t to_ssize(const Result<size_t> &outcome)
{
    if (outcome) {
        if (*outcome > static_cast<size_t>(std::numeric_limits<ssize_t>::max()))
            return -raw::EOVERFLOW;
        return static_cast<ssize_t>(*outcome);
    }
    const int error = outcome.error().to_errno();
    return error == -raw::EIOCBQUEUED ? -raw::EINVAL : error;
}

/// One read or write call that has to be completed exactly once: at once, or later, in any context and
/// by whoever it was given to.
///
///     void write_iter(PendingKiocb kiocb, IovIter &from) const MAY_SLEEP
///     {
///         auto job = make_job(from);
///         if (!job)
///             return std::move(kiocb).complete(job.error());
///         start(job.take(), std::move(kiocb));
///     }
///
/// The file stays open until it is completed, whatever the caller closes meanwhile, and so the module
/// stays loaded. The caller of read(2) or write(2) sleeps until then, deaf to signals; that of
/// io_submit(2) or io_uring goes on, but cannot exit before. So it is for what is sure to end.
class KCXX_LINEAR PendingKiocb {
public:
    /// Whether the caller asked not to wait (O_NONBLOCK, RWF_NOWAIT): what cannot be done at once is
    /// to be completed with -EAGAIN.
    ///
    /// Context: Any context.
    bool nonblocking() const
    {
        unsafe("who is not completed yet has its kiocb, and that its file") {
            return raw::kiocb_nonblocking(kiocb_);
        }
    }

    /// Where in the file it begins.
    ///
    /// Context: Any context.
    loff_t pos() const { return kiocb_->ki_pos; }

    /// Moves the position of the file on: before it is completed.
    ///
    /// Context: Any context.
    void set_pos(loff_t pos) { kiocb_->ki_pos = pos; }

    /// The caller gets its answer: the number of bytes, or the error. Signals do not restart what is
    /// completed later: -ERESTARTSYS counts as -EINTR.
    ///
    /// Context: Any context but NMI. Never sleeps.
    void complete(Result<size_t> outcome) &&
    {
        std::move(duty_).done();
        ssize_t result = to_ssize(outcome);
        if (result == -raw::ERESTARTSYS)
            result = -raw::EINTR;
        if (!kiocb_->ki_complete) {
            Waiter::of(*kiocb_).wake(result);
            return;
        }
        unsafe("it was queued, and its duty makes this the only completion") {
            kiocb_->ki_complete(kiocb_, result);
        }
    }

    /// For who is called by C: calls `submit(PendingKiocb)`, which is told of the call once.
    ///
    /// Context: Process context. May sleep.
    /// Return: what read_iter and write_iter return to C: -EIOCBQUEUED for what is, or was already,
    /// completed through the kiocb; otherwise the outcome.
    /// Ownership: nobody else completes `kiocb`, or uses its private_.
    template <class F>
    static ssize_t serve(raw::kiocb &kiocb, F &&submit) MAY_SLEEP KCXX_UNSAFE_FN
    {
        if (kiocb.ki_complete) {
            std::forward<F>(submit)(PendingKiocb(kiocb));
            return -raw::EIOCBQUEUED;
        }
        Waiter waiter(kiocb);
        std::forward<F>(submit)(PendingKiocb(kiocb));
        return waiter.wait();
    }

private:
    /// The caller of a synchronous call, on its stack.
    class Waiter {
    public:
        explicit Waiter(raw::kiocb &kiocb) { kiocb.private_ = this; }

        static Waiter &of(const raw::kiocb &kiocb)
        {
            return *static_cast<Waiter *>(kiocb.private_);
        }

        /// The last use: the waiter may be gone when this returns.
        void wake(ssize_t result)
        {
            result_ = result;
            completed_.complete();
        }

        ssize_t wait() const MAY_SLEEP
        {
            completed_.wait();
            return result_;
        }

    private:
        ssize_t result_ = 0;
        Completion<"kiocb"> completed_;
    };

    explicit PendingKiocb(raw::kiocb &kiocb) : kiocb_(&kiocb) {}

    raw::kiocb *kiocb_;
    Duty<"a read or write was dropped that nobody completed"> duty_;
};

} // namespace kernel
