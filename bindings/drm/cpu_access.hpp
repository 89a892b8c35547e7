// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem_framebuffer_helper.h>: that the CPU sees what devices have drawn.
#pragma once

#include <bindings/raw.hpp>

namespace kernel::drm::detail {

/// While it lives the CPU may read a framebuffer, also one whose memory is another device's.
class CpuAccess {
public:
    /// Context: Process context. May sleep. Of nothing it is there at once.
    explicit CpuAccess(raw::drm_framebuffer *framebuffer) : framebuffer_(framebuffer)
    {
        unsafe("the commit has the framebuffer") {
            is_there_ = !framebuffer ||
                        raw::drm_gem_fb_begin_cpu_access(framebuffer, raw::DMA_FROM_DEVICE) == 0;
        }
    }
    CpuAccess(const CpuAccess &) = delete;
    CpuAccess &operator=(const CpuAccess &) = delete;
    ~CpuAccess()
    {
        if (!framebuffer_ || !is_there_)
            return;
        unsafe("the constructor began it") {
            raw::drm_gem_fb_end_cpu_access(framebuffer_, raw::DMA_FROM_DEVICE);
        }
    }

    /// Return: false if whose memory it is does not give it.
    explicit operator bool() const { return is_there_; }

private:
    raw::drm_framebuffer *framebuffer_;
    bool is_there_;
};

} // namespace kernel::drm::detail
