// SPDX-License-Identifier: GPL-2.0
// Buffers that go from one client to another, or come from elsewhere.
#pragma once

#include <tests/user/gpu/device.hpp>

#include <linux/udmabuf.h>

inline int send(const Gpu &gpu, std::uint32_t handle, int &fd)
{
    drm_prime_handle out{.handle = handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
    const int result = gpu.ask(DRM_IOCTL_PRIME_HANDLE_TO_FD, out);
    fd = out.fd;
    return result;
}

inline int receive(const Gpu &gpu, int fd, std::uint32_t &handle)
{
    drm_prime_handle in{.handle = 0, .flags = 0, .fd = fd};
    const int result = gpu.ask(DRM_IOCTL_PRIME_FD_TO_HANDLE, in);
    handle = in.handle;
    return result;
}

/// Memory of a program, which the kernel gives to devices.
class Foreign {
public:
    explicit Foreign(std::size_t size)
        : memory_(memfd_create("foreign", MFD_ALLOW_SEALING | MFD_CLOEXEC)), size_(size)
    {
        need(ftruncate(memory_, static_cast<off_t>(size)) == 0 &&
                 fcntl(memory_, F_ADD_SEALS, F_SEAL_SHRINK) == 0,
             "memory to give away");
        const int device = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
        udmabuf_create create{.memfd = static_cast<std::uint32_t>(memory_),
                              .flags = UDMABUF_FLAGS_CLOEXEC,
                              .offset = 0,
                              .size = size};
        fd = ioctl(device, UDMABUF_CREATE, &create);
        need(fd >= 0, "a buffer of other memory");
        close(device);
    }
    ~Foreign()
    {
        close(fd);
        close(memory_);
    }
    Foreign(const Foreign &) = delete;
    Foreign &operator=(const Foreign &) = delete;

    Mapped bytes() const { return Mapped(memory_, 0, size_); }

    int fd;

private:
    int memory_;
    std::size_t size_;
};
