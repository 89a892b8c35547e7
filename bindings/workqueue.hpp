// SPDX-License-Identifier: GPL-2.0
// <linux/workqueue.h>: methods that run soon, or later, in a kernel thread.
//
// The queue holds a reference to the object from queue() until the method has returned, so that the
// object cannot go before. Nor can the module: when it is unloaded, its destructor runs, then no more
// is queued, and what is queued still runs. Only work that is far away makes that slow: cancel it in
// the destructor.
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/pending_work.hpp>
#include <bindings/refcount.hpp>

namespace kernel {

namespace detail {

template <class> struct WorkMethod;
template <class T> struct WorkMethod<void (T::*)() const> {
    using Owner = T;
};

} // namespace detail

/// A method that can be queued, once at a time: see Work and DelayedWork. To lockdep each method is a
/// class of its own, so that it sees who waits for a method under a lock that the method takes.
template <auto method, class RawWork> class BasicWork {
    using Owner = detail::WorkMethod<decltype(method)>::Owner;
    static constexpr bool is_delayed = std::same_as<RawWork, raw::delayed_work>;

public:
    /// For the member of an object: `{*this}`.
    explicit BasicWork(const Owner &owner) : owner_(&owner)
    {
        static_assert(std::derived_from<Owner, RefCounted<Owner>>,
                      "work belongs to an object that counts its references");
        unsafe("the memory is ours, the class keys are static, and run() knows what it is given") {
            if constexpr (is_delayed)
                raw::init_delayed_work(&work_, run, class_name(), &key_, &timer_key_);
            else
                raw::init_work(&work_, run, class_name(), &key_);
        }
    }
    BasicWork(const BasicWork &) = delete;
    BasicWork &operator=(const BasicWork &) = delete;

    /// Takes it out of its queue, and waits until the method has returned if it runs. The method
    /// cannot queue itself again meanwhile; others can, as soon as this has returned.
    ///
    /// Context: Process context. May sleep. Without locks that the method takes. In the method
    /// itself: a BUG.
    /// Return: true if it was queued.
    /// Ownership: the queue's reference is dropped.
    bool cancel_sync() const MAY_SLEEP
    {
        check_outside();
        bool cancelled = false;
        unsafe("it is initialised, and the caller keeps its object alive") {
            if constexpr (is_delayed)
                cancelled = raw::cancel_delayed_work_sync(&work_);
            else
                cancelled = raw::cancel_work_sync(&work_);
        }
        if (cancelled)
            give_up();
        return cancelled;
    }

    /// Waits until the method has returned, if it is queued or runs; what is delayed runs now.
    ///
    /// Context: as cancel_sync().
    /// Return: true if it had to wait, false also if the method was quicker.
    bool flush() const MAY_SLEEP
    {
        check_outside();
        unsafe("it is initialised, and the caller keeps its object alive") {
            if constexpr (is_delayed)
                return raw::flush_delayed_work(&work_);
            else
                return raw::flush_work(&work_);
        }
    }

private:
    friend class SystemWorkQueue;
    friend class WorkQueue;

    /// Calls `enqueue(RawWork *)`, which says whether a queue holds it now that did not before.
    template <class F> bool hand_over(F &&enqueue) const
    {
        if (!PendingWork::begin())
            return false;
        const Owner *reference = owner_->self().into_raw();
        if (std::forward<F>(enqueue)(&work_))
            return true;
        unsafe("the queue did not take the reference") {
            RefPtr<Owner>::from_raw(reference).reset();
        }
        PendingWork::end();
        return false;
    }

    // The end of what hand_over() began. The object may be gone after it.
    void give_up() const
    {
        unsafe("the queue held this reference, and the work is in it no more") {
            RefPtr<Owner>::from_raw(owner_).reset();
        }
        PendingWork::end();
    }

    static void run(raw::work_struct *raw_work) MAY_SLEEP
    {
        static_assert(std::is_standard_layout_v<BasicWork>, "its address is its first member's");
        const auto &work = *reinterpret_cast<const BasicWork *>(raw_work);
        (work.owner_->*method)();
        work.give_up();
    }

    void check_outside() const
    {
        unsafe("asks which work this task runs, and compares addresses") {
            if (raw::current_work() == reinterpret_cast<raw::work_struct *>(&work_)) [[unlikely]]
                bug("a method of work waits for itself");
        }
    }

    static constexpr const char *class_name() { return __PRETTY_FUNCTION__; }

    mutable RawWork work_; // first: run() is given its address
    const Owner *owner_;
    static inline constinit raw::lock_class_key key_{};
    static inline constinit raw::lock_class_key timer_key_{};
};

/// A method that a queue calls soon. It runs in process context and may sleep; one object's method
/// runs once at a time, and what is queued while it runs is called once more.
///
///     class Trimmer : public RefCounted<Trimmer> {
///         void trim() const;
///         Work<&Trimmer::trim> trim_work_{*this};
///     };
template <auto method> using Work = BasicWork<method, raw::work_struct>;

/// A method that a queue calls later; otherwise as Work.
template <auto method> using DelayedWork = BasicWork<method, raw::delayed_work>;

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
        return work.hand_over([this](raw::work_struct *raw_work) {
            if (closed_.read())
                return false;
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
