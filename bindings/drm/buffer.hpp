// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem_shmem_helper.h>: buffers that user space draws into. They are in shared memory, and move into a
// device's own memory while they are scanned out of there (FrameMemory).
#pragma once

#include <bindings/raw.hpp>
#include <bindings/result.hpp>
#include <bindings/types.hpp>

#include <cstddef>
#include <span>

namespace kernel::drm {

class FrameMemory;

namespace detail {

class BufferCalls;

/// A buffer, or one of another device (PRIME). It keeps its pages in shared memory wherever it is: it can always move
/// back.
///
/// Invariant: nothing has to be destroyed, for the core frees what it could not complete without asking.
class Buffer {
public:
    static Buffer &of(raw::drm_gem_object &object)
    {
        static_assert(__builtin_offsetof(Buffer, shmem_) == 0);
        return reinterpret_cast<Buffer &>(object);
    }
    static Buffer &of(const raw::drm_framebuffer &framebuffer)
    {
        unsafe("a driver with such buffers has framebuffers of no others") {
            return of(*raw::drm_framebuffer_object(&framebuffer));
        }
    }

    raw::drm_gem_object &object()
    {
        // It is what a drm_gem_shmem_object begins with.
        return reinterpret_cast<raw::drm_gem_object &>(shmem_);
    }

    /// Has it mapped for the kernel, from here until it goes.
    ///
    /// Context: Process context. May sleep. One at a time: the core has its CRTC locked.
    /// Return: nothing; -ENOMEM, or -errno of whose memory it is.
    Result<> map() MAY_SLEEP
    {
        if (address_)
            return {};
        unsafe("it is a buffer of this driver, and BufferCalls::free() ends the mapping") {
            return to_result(raw::drm_gem_shmem_map(&object(), &address_));
        }
    }

    /// What it has of shared memory. Behind map().
    ///
    /// Context: Any context.
    std::span<std::byte> bytes()
    {
        unsafe("the object is there, and mapped as a whole") {
            return {static_cast<std::byte *>(address_), raw::drm_gem_size(&object())};
        }
    }

private:
    friend class drm::FrameMemory;
    friend class BufferCalls;

    raw::drm_gem_shmem_object shmem_{};
    void *address_ = nullptr;
    // Both are the FrameMemory's, behind its lock.
    u32 slot_ = ~u32{0};
    bool stays_ = false; // somebody else knows where its memory is
};

} // namespace detail
} // namespace kernel::drm
