// SPDX-License-Identifier: GPL-2.0
// A graphics processor, by the system calls themselves: commands as panthor has them.
#pragma once

#include <tests/user/need.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

// Before the other, which comes from where the kernel's own one is: that is not meant for programs.
#include <drm/panthor_drm.h>
#include <fcntl.h>
#include <libdrm/drm.h>
#include <libdrm/drm_mode.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

inline constexpr std::uint64_t page = 4096, mib = 1 << 20;

/// What no call returns: what it has told is wrong.
inline constexpr int wrong = 1;

/// An open file of it. What returns an int returns what the call does: 0, or -1 and errno.
class Gpu {
public:
    explicit Gpu(const char *path) : fd(open(path, O_RDWR | O_CLOEXEC)) { need(fd >= 0, path); }
    Gpu(Gpu &&from) noexcept : fd(std::exchange(from.fd, -1)) {}
    ~Gpu()
    {
        if (fd >= 0)
            close(fd);
    }

    template <class T> int ask(unsigned long command, T &argument) const
    {
        return ioctl(fd, command, &argument);
    }

    int create_vm(drm_panthor_vm_create &vm) const { return ask(DRM_IOCTL_PANTHOR_VM_CREATE, vm); }
    std::uint32_t vm() const
    {
        drm_panthor_vm_create vm{};
        need(create_vm(vm) == 0, "an address space");
        return vm.id;
    }
    int destroy_vm(std::uint32_t id, std::uint32_t pad = 0) const
    {
        drm_panthor_vm_destroy vm{.id = id, .pad = pad};
        return ask(DRM_IOCTL_PANTHOR_VM_DESTROY, vm);
    }
    int vm_state(std::uint32_t id, std::uint32_t expected = DRM_PANTHOR_VM_STATE_USABLE) const
    {
        drm_panthor_vm_get_state get{.vm_id = id, .state = ~0U};
        const int result = ask(DRM_IOCTL_PANTHOR_VM_GET_STATE, get);
        return get.state == (result ? ~0U : expected) ? result : wrong;
    }

    int create_bo(drm_panthor_bo_create &bo) const { return ask(DRM_IOCTL_PANTHOR_BO_CREATE, bo); }
    std::uint32_t bo(std::uint64_t size, std::uint32_t flags = 0, std::uint32_t vm = 0) const
    {
        drm_panthor_bo_create bo{};
        bo.size = size;
        bo.flags = flags;
        bo.exclusive_vm_id = vm;
        need(create_bo(bo) == 0, "a buffer");
        return bo.handle;
    }
    int close_bo(std::uint32_t handle) const
    {
        drm_gem_close bo{.handle = handle, .pad = 0};
        return ask(DRM_IOCTL_GEM_CLOSE, bo);
    }
    int mmap_offset(drm_panthor_bo_mmap_offset &get) const
    {
        return ask(DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET, get);
    }
    std::uint64_t offset(std::uint32_t handle) const
    {
        drm_panthor_bo_mmap_offset get{.handle = handle, .pad = 0, .offset = 0};
        need(mmap_offset(get) == 0, "the place of a buffer");
        return get.offset;
    }

    int fd;
};

/// A buffer that this program sees.
class Mapped {
public:
    Mapped(const Gpu &gpu, std::uint32_t handle, std::size_t size)
        : Mapped(gpu.fd, gpu.offset(handle), size)
    {}
    Mapped(int fd, std::uint64_t offset, std::size_t size) : size_(size)
    {
        bytes_ = static_cast<std::uint64_t *>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                                   MAP_SHARED, fd, static_cast<off_t>(offset)));
        need(bytes_ != MAP_FAILED, "to map a buffer");
    }
    ~Mapped() { munmap(bytes_, size_); }
    Mapped(const Mapped &) = delete;
    Mapped &operator=(const Mapped &) = delete;

    std::uint64_t &operator[](std::size_t index) { return bytes_[index]; }
    std::size_t words() const { return size_ / sizeof(*bytes_); }
    /// Each word another.
    void fill(std::uint64_t seed)
    {
        for (std::size_t i = 0; i < words(); i++)
            bytes_[i] = seed * 0x9e3779b97f4a7c15 + i;
    }
    bool has(std::uint64_t seed) const
    {
        for (std::size_t i = 0; i < words(); i++)
            if (bytes_[i] != seed * 0x9e3779b97f4a7c15 + i)
                return false;
        return true;
    }
    bool is_zero() const
    {
        for (std::size_t i = 0; i < words(); i++)
            if (bytes_[i] != 0)
                return false;
        return true;
    }

private:
    std::uint64_t *bytes_;
    std::size_t size_;
};
