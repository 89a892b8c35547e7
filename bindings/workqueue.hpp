// SPDX-License-Identifier: GPL-2.0
// <linux/workqueue.h>: methods that run soon, or later, in a kernel thread.
//
// The queue holds a reference to the object from queue() until the method has returned, so that the
// object cannot go before. Nor can the module: when it is unloaded, its destructor runs, then no more
// is queued, and what is queued still runs. Only work that is far away makes that slow: cancel it in
// the destructor.
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/work.hpp>

namespace kernel {

/// A queue of the kernel's, shared by all: `system_wq`.
class SystemWorkQueue {
public:
    /// `queue` is a variable of the kernel's that holds a queue.
    explicit constexpr SystemWorkQueue(raw::workqueue_struct *const *queue) : queue_(queue) {}

    /// Has the method called soon.
    ///
    /// Context: Any context. Never sleeps. In the owner's constructor or destructor: a BUG.
    /// Return: false if it is queued already, or the module is being unloaded.
    /// Ownership: the queue holds a reference to the object until the method has returned.
    template <auto method> bool queue(const Work<method> &work) const
    {
        return work.hand_over([this](raw::work_struct *raw_work) {
            unsafe("it is initialised, and its reference and its module stay until it has run") {
                return raw::queue_work_on(raw::WORK_CPU_UNBOUND, *queue_, raw_work);
            }
        });
    }

    /// Has the method called after `delay`, to the jiffy.
    ///
    /// Context: as queue().
    /// Return: false if it is queued already, or the module is being unloaded.
    /// Ownership: as queue().
    template <auto method> bool queue_after(const DelayedWork<method> &work,
                                            Duration auto delay) const
    {
        const unsigned long jiffies = to_jiffies(delay);
        return work.hand_over([this, jiffies](raw::delayed_work *raw_work) {
            unsafe("it is initialised, and its reference and its module stay until it has run") {
                return raw::queue_delayed_work_on(raw::WORK_CPU_UNBOUND, *queue_, raw_work,
                                                  jiffies);
            }
        });
    }

private:
    raw::workqueue_struct *const *queue_;
};

/// For work that is done quickly, on the processor that queues it.
inline constexpr SystemWorkQueue system_wq{&raw::system_wq};
/// For work that takes long, on any processor.
inline constexpr SystemWorkQueue system_unbound_wq{&raw::system_unbound_wq};

/// How a queue of one's own runs its work: `WQ_UNBOUND | WQ_HIGHPRI`.
struct WorkQueueFlags {
    unsigned int bits;
    constexpr WorkQueueFlags operator|(WorkQueueFlags other) const { return {bits | other.bits}; }
};
inline constexpr WorkQueueFlags WQ_UNBOUND{raw::WQ_UNBOUND};
inline constexpr WorkQueueFlags WQ_HIGHPRI{raw::WQ_HIGHPRI};
inline constexpr WorkQueueFlags WQ_MEM_RECLAIM{raw::WQ_MEM_RECLAIM};
inline constexpr WorkQueueFlags WQ_FREEZABLE{raw::WQ_FREEZABLE};
inline constexpr WorkQueueFlags WQ_CPU_INTENSIVE{raw::WQ_CPU_INTENSIVE};

/// A queue of one's own. Its end waits until all of its work has run; work that is queued by work
/// meanwhile is refused. It takes no delayed work, whose timer would find it gone.
///
/// An object may own the queue that its work is in: if the queue has the last reference, the object
/// ends a little later, in system_unbound_wq.
///
/// Invariant: nobody but its own work queues to it while it is destroyed, as for any object.
class WorkQueue {
public:
    /// `name` is what ps shows of its threads; it is copied.
    ///
    /// Context: Process context. May sleep.
    /// Return: the queue, or -ENOMEM.
    static Result<Box<WorkQueue>> create(const char *name, WorkQueueFlags flags = {0}) MAY_SLEEP
    {
        auto queue = TRY(make_box<WorkQueue>(GFP_KERNEL, Key{}));
        unsafe("the name is formatted as text, and the flags are the kernel's") {
            queue->queue_ = raw::alloc_workqueue(name, flags.bits, 0);
        }
        if (!queue->queue_)
            return -ENOMEM;
        return queue;
    }

    /// Context: Process context. May sleep. Not in work of this queue.
    ~WorkQueue()
    {
        if (!queue_)
            return;
        closed_.xchg(true);
        unsafe("closed, so that no work that runs can queue more; it takes no delayed work") {
            raw::destroy_workqueue(queue_);
        }
    }
    WorkQueue(const WorkQueue &) = delete;
    WorkQueue &operator=(const WorkQueue &) = delete;

    /// As SystemWorkQueue::queue().
    ///
    /// Context: as there.
    /// Return: false if it is queued already, or the queue or the module goes.
    /// Ownership: as there.
    template <auto method> bool queue(const Work<method> &work) const
    {
        return work.hand_over([this, &work](raw::work_struct *raw_work) {
            if (closed_.read())
                return false;
            work.in_own_queue_.set(true);
            unsafe("it is initialised, and its reference and this queue stay until it has run") {
                return raw::queue_work_on(raw::WORK_CPU_UNBOUND, queue_, raw_work);
            }
        });
    }

    /// Waits until the work has run that is queued now.
    ///
    /// Context: Process context. May sleep. Not in work of this queue.
    void flush() const MAY_SLEEP
    {
        unsafe("the queue lives as long as this") {
            raw::__flush_workqueue(queue_);
        }
    }

private:
    struct Key {
        explicit Key() = default;
    };

public:
    /// For create() alone.
    explicit WorkQueue(Key) {}

private:
    raw::workqueue_struct *queue_ = nullptr;
    Atomic<bool> closed_{false};
};

} // namespace kernel
