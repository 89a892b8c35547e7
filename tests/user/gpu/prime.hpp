// SPDX-License-Identifier: GPL-2.0
// Buffers that go from one client to another, or come from elsewhere.
#pragma once

#include <tests/user/foreign_buffer.hpp>
#include <tests/user/gpu/device.hpp>

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

/// What is in it.
inline Mapped mapped(const ForeignBuffer &buffer)
{
    return {buffer.pages, 0, buffer.size};
}
