// SPDX-License-Identifier: GPL-2.0
// <drm/gpu_scheduler.h>: jobs of a device, each of which begins when all that it waits for is done.
#pragma once

#include <bindings/drm/job.hpp>
#include <bindings/jiffies.hpp>
#include <bindings/refcount.hpp>

#include <limits>

namespace kernel::drm {

/// Jobs that begin one after another. A job keeps its queue.
template <Job T> class JobQueue : public RefCounted<JobQueue<T>> {
    using Node = detail::JobNode<T>;

public:
    using Prepared = PreparedJob<T>;
    using Armed = ArmedJob<T>;

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

} // namespace kernel::drm
