// SPDX-License-Identifier: GPL-2.0
// <drm/drm_syncobj.h>: fences that programs know by handles: the latest of each, or one for each point of a
// timeline.
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/drm/file.hpp>

namespace kernel::drm {

/// The fence that a handle stands for now, or that of a point of its timeline.
///
/// Context: Process context. May sleep.
/// Return: the fence; -ENOENT: no such handle, -EINVAL: it has none yet.
inline Result<Fence> find_fence(const File &file, u32 handle, u64 point) MAY_SLEEP
{
    unsafe("the file is open, and the reference is the caller's") {
        raw::dma_fence *fence = nullptr;
        TRY(to_result(raw::drm_syncobj_find_fence(&file.raw_file(), handle, point, 0, &fence)));
        return Fence::from_raw(fence);
    }
}

/// A place for a fence that is still to come. What it needs is there before, so that set() cannot fail.
class SyncSignal {
public:
    /// `point`: of a timeline; 0: it has none.
    ///
    /// Context: Process context. May sleep.
    /// Return: the place; -ENOENT: no such handle, -ENOMEM.
    static Result<SyncSignal> find(const File &file, u32 handle, u64 point) MAY_SLEEP
    {
        unsafe("the file is open, and what is found or made is this one's") {
            SyncSignal signal(point);
            signal.object_ = raw::drm_syncobj_find(&file.raw_file(), handle);
            if (!signal.object_)
                return -ENOENT;
            if (point != 0) {
                signal.chain_ = raw::dma_fence_chain_alloc();
                if (!signal.chain_)
                    return -ENOMEM;
            }
            return signal;
        }
    }

    SyncSignal(SyncSignal &&from) noexcept
        : point_(from.point_), object_(std::exchange(from.object_, nullptr)),
          chain_(std::exchange(from.chain_, nullptr))
    {}
    SyncSignal &operator=(SyncSignal &&from) noexcept
    {
        std::swap(point_, from.point_);
        std::swap(object_, from.object_);
        std::swap(chain_, from.chain_);
        return *this;
    }
    ~SyncSignal()
    {
        unsafe("they are this one's, or there are none") {
            if (chain_)
                raw::dma_fence_chain_free(chain_);
            if (object_)
                raw::drm_syncobj_put(object_);
        }
    }

    /// From now on the handle, or its point, stands for `fence`.
    ///
    /// Context: Process context.
    void set(const Fence &fence) &&
    {
        unsafe("the core takes references of its own; the chain is used once") {
            if (auto *chain = std::exchange(chain_, nullptr))
                raw::drm_syncobj_add_point(object_, chain, fence.get_raw(), point_);
            else
                raw::drm_syncobj_replace_fence(object_, fence.get_raw());
        }
    }

private:
    explicit SyncSignal(u64 point) : point_(point) {}

    u64 point_;
    raw::drm_syncobj *object_ = nullptr;
    raw::dma_fence_chain *chain_ = nullptr;
};

} // namespace kernel::drm
