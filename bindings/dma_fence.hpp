// SPDX-License-Identifier: GPL-2.0
// <linux/dma-fence.h>: what says when work of a device is done, to whoever waits for it in whichever driver.
#pragma once

#include <bindings/linear.hpp>
#include <bindings/lockdep.hpp>
#include <bindings/pending_work.hpp>
#include <bindings/slab.hpp>

#include <limits>

namespace kernel {

/// A reference to a fence.
///
/// Invariant: it refers to a fence unless it was moved from.
class [[gsl::Owner(void)]] Fence {
public:
    Fence(const Fence &from) : fence_(from.fence_)
    {
        unsafe("`from` has a reference, or none") {
            if (fence_)
                raw::dma_fence_get(fence_);
        }
    }
    Fence(Fence &&from) noexcept : fence_(std::exchange(from.fence_, nullptr)) {}
    Fence &operator=(Fence from) noexcept
    {
        std::swap(fence_, from.fence_);
        return *this;
    }
    ~Fence()
    {
        unsafe("the reference is this one's, or there is none") {
            raw::dma_fence_put(fence_);
        }
    }

    /// Whether what it stands for is done.
    ///
    /// Context: Any context.
    bool is_signaled() const
    {
        unsafe("this keeps it") {
            return raw::dma_fence_is_signaled(fence_);
        }
    }

    /// Waits until it is done, whatever signals come.
    ///
    /// Context: Process context. May sleep.
    void wait() const MAY_SLEEP
    {
        constexpr long for_ever = std::numeric_limits<long>::max();
        unsafe("this keeps it") {
            static_cast<void>(raw::dma_fence_wait_timeout(fence_, false, for_ever));
        }
    }

    /// For bindings of what takes fences.
    ///
    /// Context: Any context.
    /// Ownership: of into_raw(): the caller's, who has one reference.
    raw::dma_fence *get_raw() const { return fence_; }
    raw::dma_fence *into_raw() && { return std::exchange(fence_, nullptr); }
    static Fence from_raw(raw::dma_fence *fence) KCXX_UNSAFE_FN { return Fence(fence); }

private:
    explicit Fence(raw::dma_fence *fence) : fence_(fence) {}

    raw::dma_fence *fence_;
};

namespace detail {

inline const char *fence_name(raw::dma_fence *)
{
    return KBUILD_MODNAME;
}
inline void release_fence(raw::dma_fence *fence)
{
    unsafe("nobody has a reference; the memory goes later, by code of the kernel's") {
        raw::dma_fence_free(fence);
        raw::module_put(&raw::__this_module);
    }
    PendingWork::end();
}

consteval raw::dma_fence_ops make_fence_ops()
{
    raw::dma_fence_ops ops{};
    ops.get_driver_name = fence_name;
    ops.get_timeline_name = fence_name;
    ops.release = release_fence;
    return ops;
}
inline constexpr raw::dma_fence_ops fence_ops = make_fence_ops();

} // namespace detail

/// A fence on the side of who signals it, which has to be done once. While one lives, whoever has it, the
/// module stays. Each has a timeline of its own: in which order several are signalled is nobody's business.
class KCXX_LINEAR PendingFence {
public:
    /// Context: as `gfp` says.
    /// Return: a fence; -ENOMEM.
    static Result<PendingFence> create(Gfp gfp)
    {
        auto node = TRY(make_box<Node>(gfp));
        unsafe("release() comes once, with the last reference; the module is in use") {
            raw::module_get(&raw::__this_module);
            PendingWork::hold();
            auto &made = *node.into_raw();
            raw::spin_lock_init(&made.lock, Class::name, &Class::key);
            raw::dma_fence_init(&made.fence, &detail::fence_ops, &made.lock,
                                raw::dma_fence_context_alloc(1), 1);
            return PendingFence(Fence::from_raw(&made.fence));
        }
    }

    PendingFence(PendingFence &&) = default;
    PendingFence &operator=(PendingFence &&) = delete;

    /// For who waits.
    ///
    /// Context: Any context.
    Fence fence() const { return fence_; }

    /// It is done, well or not.
    ///
    /// Context: Any context.
    void signal(const Result<> &how) &&
    {
        unsafe("this is who signals it, and does so once") {
            if (!how)
                raw::dma_fence_set_error(fence_.get_raw(), how.error().to_errno());
            raw::dma_fence_signal(fence_.get_raw());
        }
        std::move(duty_).done();
    }

private:
    /// The core frees it as what it begins with.
    struct Node {
        raw::dma_fence fence{};
        raw::spinlock_t lock{};
    };
    using Class = LockClass<"dma_fence">;

    explicit PendingFence(Fence &&fence) : fence_(std::move(fence)) {}

    Fence fence_;
    Duty<"a fence was dropped that nobody signalled"> duty_;
};

} // namespace kernel
