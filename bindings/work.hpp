// SPDX-License-Identifier: GPL-2.0
// <linux/workqueue.h>: what a queue calls, a method of a counted object.
#pragma once

#include <bindings/pending_work.hpp>
#include <bindings/refcount.hpp>

namespace kernel {

namespace detail {

template <class T> struct WorkMethod {
    static_assert(!std::same_as<T, T>,
                  "a work's method is `void method() const`: others use the object meanwhile, so "
                  "that what it changes must be Locked or Atomic");
};
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
        check_member(owner);
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
    /// itself: a BUG. In the owner's destructor there is nothing to cancel.
    /// Return: true if it was queued.
    /// Ownership: the queue's reference is dropped.
    bool cancel_sync() const MAY_SLEEP
    {
        if (owner_ends())
            return false;
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
        if (owner_ends())
            return false;
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

    // As give_up(), for a queue that may be the object's own: its end waits for all that runs in it.
    // So it is not the place for the last reference.
    void give_up_elsewhere() const
    {
        unsafe("the queue held this reference; if it is the last one, the work is this task's "
               "alone") {
            auto reference = RefPtr<Owner>::from_raw(owner_);
            if (reference.reset_unless_last())
                return PendingWork::end();
            static_cast<void>(reference.into_raw());
            raw::init_work(&work_, end, class_name(), &end_key_);
            raw::queue_work_on(raw::WORK_CPU_UNBOUND, raw::system_unbound_wq, &work_);
        }
    }

    static void run(raw::work_struct *raw_work) MAY_SLEEP
    {
        const auto &work = of(raw_work);
        (work.owner_->*method)();
        if constexpr (!is_delayed) {
            if (work.in_own_queue_.read())
                return work.give_up_elsewhere();
        }
        work.give_up();
    }

    static void end(raw::work_struct *raw_work) { of(raw_work).give_up(); }

    static const BasicWork &of(const raw::work_struct *raw_work)
    {
        static_assert(std::is_standard_layout_v<BasicWork>, "its address is its first member's");
        return *reinterpret_cast<const BasicWork *>(raw_work);
    }

    // What the queue keeps is the owner: a work elsewhere could go before it has run.
    void check_member(const Owner &owner) const
    {
        const auto begin = reinterpret_cast<std::uintptr_t>(&owner);
        const auto address = reinterpret_cast<std::uintptr_t>(this);
        if (address < begin || address - begin >= sizeof(Owner)) [[unlikely]]
            bug<"a work is no member of the object that it belongs to">();
    }

    // Then nothing is queued, and what runs is at most the task that dropped the last reference.
    bool owner_ends() const { return owner_->ref_count() == 0; }

    void check_outside() const
    {
        unsafe("asks which work this task runs, and compares addresses") {
            if (raw::current_work() == reinterpret_cast<raw::work_struct *>(&work_)) [[unlikely]]
                bug<"a method of work waits for itself">();
        }
    }

    static constexpr const char *class_name() { return __PRETTY_FUNCTION__; }

    mutable RawWork work_; // first: run() is given its address
    const Owner *owner_;
    Atomic<bool> in_own_queue_; // whether it ever was in one
    static inline constinit raw::lock_class_key key_{};
    static inline constinit raw::lock_class_key timer_key_{};
    static inline constinit raw::lock_class_key end_key_{};
};

/// A method that a queue calls soon. It runs in process context and may sleep. In one queue, one
/// object's method runs once at a time, and what is queued while it runs is called once more; a
/// second queue may call it beside the first, on another CPU.
///
///     class Trimmer : public RefCounted<Trimmer> {
///         void trim() const;
///         Work<&Trimmer::trim> trim_work_{*this};
///     };
template <auto method> using Work = BasicWork<method, raw::work_struct>;

/// A method that a queue calls later; otherwise as Work.
template <auto method> using DelayedWork = BasicWork<method, raw::delayed_work>;

} // namespace kernel
