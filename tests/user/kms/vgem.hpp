// SPDX-License-Identifier: GPL-2.0
// The kernel's device that has nothing but buffers, and fences for them.
#pragma once

#include <tests/user/need.hpp>

#include <linux/dma-buf.h>

#include <array>
#include <string>

#include <drm/vgem_drm.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// Return: a descriptor, or -1: the kernel has no such device, or it is not loaded.
inline int open_vgem()
{
    for (int number = 0; number < 8; number++) {
        const std::string path = "/dev/dri/card" + std::to_string(number);
        const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
        std::array<char, 16> name{};
        drm_version version{};
        version.name = name.data();
        version.name_len = name.size() - 1;
        if (fd >= 0 && ioctl(fd, DRM_IOCTL_VERSION, &version) == 0 &&
            std::string(name.data()) == "vgem")
            return fd;
        close(fd);
    }
    errno = ENODEV;
    return -1;
}

/// Somebody who draws into a buffer, until this is told that he is done.
class Drawing {
public:
    /// `buffer`: an export, which no device need be attached to.
    Drawing(int vgem, int buffer) : vgem_(vgem)
    {
        dma_buf_import_sync_file in{.flags = DMA_BUF_SYNC_WRITE, .fd = make_fence()};
        need(ioctl(buffer, DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &in) == 0, "a fence for a buffer");
        close(in.fd);
    }

    void end() const
    {
        drm_vgem_fence_signal signal{.fence = fence_, .flags = 0};
        EXPECT(ioctl(vgem_, DRM_IOCTL_VGEM_FENCE_SIGNAL, &signal), 0, 0);
    }

private:
    /// The device has them for buffers of its own alone.
    int make_fence()
    {
        drm_mode_create_dumb create{};
        create.width = create.height = 64;
        create.bpp = 32;
        need(ioctl(vgem_, DRM_IOCTL_MODE_CREATE_DUMB, &create) == 0, "a buffer of vgem");
        drm_vgem_fence_attach attach{
            .handle = create.handle, .flags = VGEM_FENCE_WRITE, .out_fence = 0, .pad = 0};
        need(ioctl(vgem_, DRM_IOCTL_VGEM_FENCE_ATTACH, &attach) == 0, "a fence");
        fence_ = attach.out_fence;
        drm_prime_handle shared{.handle = create.handle, .flags = DRM_CLOEXEC, .fd = -1};
        need(ioctl(vgem_, DRM_IOCTL_PRIME_HANDLE_TO_FD, &shared) == 0, "to export it");
        dma_buf_export_sync_file out{.flags = DMA_BUF_SYNC_READ, .fd = -1};
        need(ioctl(shared.fd, DMA_BUF_IOCTL_EXPORT_SYNC_FILE, &out) == 0, "a fence as a file");
        close(shared.fd);
        drm_mode_destroy_dumb destroy{.handle = create.handle};
        EXPECT(ioctl(vgem_, DRM_IOCTL_MODE_DESTROY_DUMB, &destroy), 0, 0);
        return out.fd;
    }

    int vgem_;
    std::uint32_t fence_{};
};
