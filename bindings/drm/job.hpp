// SPDX-License-Identifier: GPL-2.0
// <drm/gpu_scheduler.h>: a job of a device, on its way to a queue (sched.hpp).
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/drm/file.hpp>
#include <bindings/refcount.hpp>

#include <optional>

namespace kernel::drm {

/// What a class must have to be a job that is done when run() returns.
template <class T>
concept ShortJob = requires(T &job) {
    { job.run() } -> std::same_as<Result<>>;
};

/// What a class must have to be one of a device: run() begins it, and says what fence tells of its end; timed_out()
/// is called when that does not come, while no other job of its queue begins: it signals the fence.
template <class T>
concept LongJob = requires(T &job) {
    { job.run() } -> std::same_as<Result<Fence>>;
    { job.timed_out() } -> std::same_as<void>;
};

/// What a class must have to be a job.
template <class T>
concept Job = ShortJob<T> || LongJob<T>;

template <Job T> class JobQueue;
template <Job T> class ArmedJob;

namespace detail {

// The core frees it in a queue of its own, whose end would wait for itself if it took the last reference of
// the job's queue with it: so a node goes in another.
template <Job T> struct JobNode {
    JobNode(T &&job, RefPtr<JobQueue<T>> &&queue) : job(std::move(job)), queue(std::move(queue)) {}

    raw::drm_sched_job base{}; // the first: see of()
    raw::work_struct end{};
    T job;
    RefPtr<JobQueue<T>> queue;
    std::optional<Fence> done;
};

} // namespace detail

/// A job that has not been told to begin. It may still be dropped.
template <Job T> class PreparedJob {
    using Node = detail::JobNode<T>;

public:
    PreparedJob(PreparedJob &&from) noexcept : node_(std::exchange(from.node_, std::nullopt)) {}
    PreparedJob &operator=(PreparedJob &&) = delete;
    /// Context: Process context. May sleep.
    ~PreparedJob() MAY_SLEEP
    {
        unsafe("prepare() has set it up, and nobody else knows it") {
            if (node_)
                raw::drm_sched_job_cleanup(&(*node_)->base);
        }
    }

    /// What is to be done, which has not begun.
    ///
    /// Context: Any context.
    const T *operator->() const [[clang::lifetimebound]] { return &(*node_)->job; }

    /// It does not begin before `fence` is signalled.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM.
    Result<> add_dependency(Fence fence) MAY_SLEEP
    {
        unsafe("the job is this one's; the core takes the reference, also if it fails") {
            return to_result(
                raw::drm_sched_job_add_dependency(&(*node_)->base, std::move(fence).into_raw()));
        }
    }

    /// From now on it has a fence, and has to be pushed. Jobs of a queue are pushed in the order in which they
    /// are armed: who does both has a lock.
    ///
    /// Context: Process context.
    ArmedJob<T> arm() &&;

private:
    friend class JobQueue<T>;
    explicit PreparedJob(Box<Node> &&node) : node_(std::move(node)) {}

    std::optional<Box<Node>> node_;
};

/// A job that others may wait for.
template <Job T> class KCXX_LINEAR ArmedJob {
    using Node = detail::JobNode<T>;

public:
    ArmedJob(ArmedJob &&) = default;
    ArmedJob &operator=(ArmedJob &&) = delete;

    /// Signalled when it is done, or could not be.
    ///
    /// Context: Any context.
    Fence finished() const
    {
        unsafe("the job is armed, and the reference is the caller's") {
            auto *fence = raw::drm_sched_job_finished(&node_->base);
            raw::dma_fence_get(fence);
            return Fence::from_raw(fence);
        }
    }

    /// It begins when all that it waits for is done.
    ///
    /// Context: Process context.
    /// Ownership: of the job: the queue's, until it is done.
    void push() &&
    {
        PendingWork::hold();
        unsafe("it is armed, and free_job() takes it back") {
            raw::drm_sched_entity_push_job(&node_.into_raw()->base);
        }
        std::move(duty_).done();
    }

private:
    friend class PreparedJob<T>;
    explicit ArmedJob(Box<Node> &&node) : node_(std::move(node)) {}

    Box<Node> node_;
    Duty<"a job that others wait for was dropped"> duty_;
};

template <Job T> ArmedJob<T> PreparedJob<T>::arm() &&
{
    auto node = *std::exchange(node_, std::nullopt);
    unsafe("prepare() has set it up") {
        raw::drm_sched_job_arm(&node->base);
    }
    return ArmedJob<T>(std::move(node));
}

} // namespace kernel::drm
