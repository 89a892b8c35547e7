// SPDX-License-Identifier: GPL-2.0
// <drm/gpu_scheduler.h>: jobs of a device, each of which begins when all that it waits for is done.
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/drm/file.hpp>
#include <bindings/jiffies.hpp>
#include <bindings/refcount.hpp>

#include <limits>
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

/// Jobs that begin one after another. A job keeps its queue.
template <Job T> class JobQueue : public RefCounted<JobQueue<T>> {
    struct Node;

public:
    class Prepared;
    class Armed;

    /// `credits`: how many those that have begun may have together.
    ///
    /// Context: Process context. May sleep.
    /// Return: the queue; -ENOMEM.
    template <LongJob J = T>
    static Result<RefPtr<JobQueue>> create(const File &file, u32 credits, Duration auto timeout)
        MAY_SLEEP
    {
        return create_with(file, credits, static_cast<long>(to_jiffies(timeout)));
    }
    /// The same for those that are done at once, which need no time.
    ///
    /// Context: Process context. May sleep.
    /// Return: the queue; -ENOMEM.
    template <ShortJob J = T>
    static Result<RefPtr<JobQueue>> create(const File &file, u32 credits) MAY_SLEEP
    {
        return create_with(file, credits, std::numeric_limits<long>::max());
    }

    /// For create() alone.
    class Token {
        friend class JobQueue;
        Token() = default;
    };
    explicit JobQueue(Token) {}
    /// Context: Process context. May sleep. No job is left: each keeps its queue.
    ~JobQueue() MAY_SLEEP
    {
        if (!is_set_up_.read())
            return;
        unsafe("create() has set it up, and nobody uses it any more") {
            raw::drm_sched_entity_destroy(&entity_);
            raw::drm_sched_fini(&scheduler_);
        }
    }

    /// Context: Process context. May sleep.
    /// Return: the job, which may be told what it waits for; -ENOMEM, -ENOENT: the queue goes.
    /// Ownership: of `job`: the result's.
    Result<Prepared> prepare(const File &file, T job, u32 credits) const MAY_SLEEP
    {
        auto node = TRY(make_box<Node>(GFP_KERNEL, std::move(job), this->self()));
        unsafe("the queue is set up, and the job keeps it") {
            TRY(to_result(
                raw::drm_sched_job_init(&node->base, &entity_, credits, this, &file.raw_file())));
        }
        return Prepared(std::move(node));
    }

private:
    static Result<RefPtr<JobQueue>> create_with(const File &file, u32 credits, long jiffies)
        MAY_SLEEP
    {
        auto queue = TRY(make_ref<JobQueue>(GFP_KERNEL, Token()));
        unsafe("the memory is the queue's, and the file keeps the device") {
            TRY(to_result(raw::drm_sched_setup(&queue->scheduler_, &queue->entity_, &ops_,
                                               KBUILD_MODNAME, credits, jiffies, nullptr,
                                               &file.device())));
        }
        queue->is_set_up_.set(true);
        return queue;
    }

    // The core frees it in a queue of its own, whose end would wait for itself if it took the last reference of
    // the job's queue with it: so a node goes in another.
    struct Node {
        Node(T &&job, RefPtr<JobQueue> &&queue) : job(std::move(job)), queue(std::move(queue)) {}

        raw::drm_sched_job base{}; // the first: see of()
        raw::work_struct end{};
        T job;
        RefPtr<JobQueue> queue;
        std::optional<Fence> done;
    };
    static Node &of(raw::drm_sched_job *base) { return *reinterpret_cast<Node *>(base); }

    static raw::dma_fence *run_job(raw::drm_sched_job *base) MAY_SLEEP
    {
        Node &node = of(base);
        auto done = node.job.run();
        // The core takes an errno for a pointer.
        if (!done)
            return std::bit_cast<raw::dma_fence *>(
                static_cast<std::intptr_t>(done.error().to_errno()));
        if constexpr (LongJob<T>) {
            node.done = *done;
            return std::move(*done).into_raw();
        } else {
            return nullptr;
        }
    }
    static raw::drm_gpu_sched_stat timed_out(raw::drm_sched_job *base) MAY_SLEEP
    {
        unsafe("the core calls this with a job that has begun") {
            raw::drm_sched_stop_for(base, late, done_of);
        }
        return raw::DRM_GPU_SCHED_STAT_NOMINAL;
    }
    static void late(raw::drm_sched_job *base) MAY_SLEEP
    {
        if constexpr (LongJob<T>)
            of(base).job.timed_out();
    }
    static raw::dma_fence *done_of(raw::drm_sched_job *base)
    {
        return of(base).done ? of(base).done->get_raw() : nullptr;
    }
    static void free_job(raw::drm_sched_job *base)
    {
        unsafe("the core is done with it, and calls this once; the module waits for the work") {
            raw::drm_sched_job_cleanup(base);
            raw::init_work(&of(base).end, end_node, "drm::JobQueue", &end_key_);
            raw::queue_work_on(raw::WORK_CPU_UNBOUND, raw::system_unbound_wq, &of(base).end);
        }
    }
    static void end_node(raw::work_struct *end) MAY_SLEEP
    {
        unsafe("it is part of a node, which nobody uses any more") {
            auto *node =
                reinterpret_cast<Node *>(reinterpret_cast<char *>(end) - offsetof(Node, end));
            static_cast<void>(Box<Node>::from_raw(node));
        }
        PendingWork::end();
    }

    static consteval raw::drm_sched_backend_ops make_ops()
    {
        raw::drm_sched_backend_ops ops{};
        ops.run_job = run_job;
        ops.timedout_job = timed_out;
        ops.free_job = free_job;
        return ops;
    }
    static constexpr raw::drm_sched_backend_ops ops_ = make_ops();
    static inline constinit raw::lock_class_key end_key_{};

    // They have locks of their own.
    mutable raw::drm_gpu_scheduler scheduler_{};
    mutable raw::drm_sched_entity entity_{};
    Atomic<bool> is_set_up_{false};
};

/// A job that has not been told to begin. It may still be dropped.
template <Job T> class JobQueue<T>::Prepared {
public:
    Prepared(Prepared &&from) noexcept : node_(std::exchange(from.node_, std::nullopt)) {}
    Prepared &operator=(Prepared &&) = delete;
    /// Context: Process context. May sleep.
    ~Prepared() MAY_SLEEP
    {
        unsafe("prepare() has set it up, and nobody else knows it") {
            if (node_)
                raw::drm_sched_job_cleanup(&(*node_)->base);
        }
    }

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
    Armed arm() &&;

private:
    friend class JobQueue;
    explicit Prepared(Box<Node> &&node) : node_(std::move(node)) {}

    std::optional<Box<Node>> node_;
};

/// A job that others may wait for.
template <Job T> class KCXX_LINEAR JobQueue<T>::Armed {
public:
    Armed(Armed &&) = default;
    Armed &operator=(Armed &&) = delete;

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
    friend class Prepared;
    explicit Armed(Box<Node> &&node) : node_(std::move(node)) {}

    Box<Node> node_;
    Duty<"a job that others wait for was dropped"> duty_;
};

template <Job T> JobQueue<T>::Armed JobQueue<T>::Prepared::arm() &&
{
    auto node = *std::exchange(node_, std::nullopt);
    unsafe("prepare() has set it up") {
        raw::drm_sched_job_arm(&node->base);
    }
    return Armed(std::move(node));
}

} // namespace kernel::drm
