// SPDX-License-Identifier: GPL-2.0
// /dev/async_demo is a slow device: each read and write that has something to do is completed by work,
// `delay` milliseconds after it was begun. Who does not want to wait gets -EAGAIN.
#include <bindings/locked.hpp>
#include <bindings/miscdevice.hpp>
#include <bindings/moduleparam.hpp>
#include <bindings/workqueue.hpp>

#include <optional>

namespace async_demo {
using namespace kernel;

constinit ModuleParam<unsigned int> delay{300};

/// What was written, of one open file.
struct Tape : RefCounted<Tape> {
    Locked<Vec<char>, Mutex<"async_demo.tape">> bytes;
};

/// A read or write that takes its time. The queue keeps it until it is completed.
class Job : public RefCounted<Job> {
public:
    /// For a write: `bytes` are appended to the tape in the end. For a read there are none.
    Job(RefPtr<Tape> tape, Vec<char> bytes, size_t size)
        : tape_(std::move(tape)), bytes_(std::move(bytes)), size_(size)
    {}

    static void start(const RefPtr<Job> &job, PendingKiocb kiocb) MAY_SLEEP
    {
        {
            auto slot = job->kiocb_.lock();
            slot->emplace(std::move(kiocb));
        }
        if (!system_wq.queue_after(job->work_, milliseconds(delay.get())))
            job->finish();
    }

private:
    std::optional<PendingKiocb> take() const
    {
        auto slot = kiocb_.lock();
        return std::exchange(*slot, std::nullopt);
    }

    void finish() const MAY_SLEEP
    {
        auto kiocb = take();
        if (!kiocb)
            return;
        auto appended = append();
        if (appended)
            std::move(*kiocb).complete(size_);
        else
            std::move(*kiocb).complete(appended.error());
    }

    Result<> append() const MAY_SLEEP
    {
        auto tape = tape_->bytes.lock(may_sleep);
        return tape->append(bytes_.span(), GFP_KERNEL);
    }

    RefPtr<Tape> tape_;
    Vec<char> bytes_;
    size_t size_;
    Locked<std::optional<PendingKiocb>, SpinLock<"async_demo.kiocb">> kiocb_;
    DelayedWork<&Job::finish> work_{*this};
};

/// An open file.
class Device {
public:
    static Result<Box<Device>> open(File &file) MAY_SLEEP
    {
        file.set_nowait();
        return make_box<Device>(GFP_KERNEL, TRY(make_ref<Tape>(GFP_KERNEL)));
    }

    explicit Device(RefPtr<Tape> tape) : tape_(std::move(tape)) {}
    ~Device() { pr_info("a file is released\n"); }

    /// What is on the tape is copied at once, and comes late all the same; its end comes at once.
    void read_iter(PendingKiocb kiocb, IovIter &to) const MAY_SLEEP
    {
        if (kiocb.nonblocking())
            return std::move(kiocb).complete(-EAGAIN);
        loff_t pos = kiocb.pos();
        auto read = copy(pos, to);
        kiocb.set_pos(pos);
        if (!read || *read == 0)
            return std::move(kiocb).complete(std::move(read));
        later(std::move(kiocb), {}, *read);
    }

    void write_iter(PendingKiocb kiocb, IovIter &from) const MAY_SLEEP
    {
        if (kiocb.nonblocking())
            return std::move(kiocb).complete(-EAGAIN);
        Vec<char> bytes;
        const auto size = from.append_to(bytes, GFP_KERNEL);
        if (!size)
            return std::move(kiocb).complete(size.error());
        later(std::move(kiocb), std::move(bytes), *size);
    }

private:
    Result<size_t> copy(loff_t &pos, IovIter &to) const MAY_SLEEP
    {
        const auto tape = tape_->bytes.lock(may_sleep);
        return to.simple_read_from(pos, tape->span());
    }

    void later(PendingKiocb kiocb, Vec<char> bytes, size_t size) const MAY_SLEEP
    {
        auto job = make_ref<Job>(GFP_KERNEL, tape_, std::move(bytes), size);
        if (!job)
            return std::move(kiocb).complete(job.error());
        Job::start(*job, std::move(kiocb));
    }

    RefPtr<Tape> tape_;
};

module_param(delay, 0644);
MODULE_PARM_DESC(delay, "how long a read or write takes, in milliseconds");

} // namespace async_demo

module_misc_device(async_demo::Device, "async_demo");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Reads and writes that are completed later");
