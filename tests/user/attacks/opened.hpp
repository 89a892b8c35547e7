// SPDX-License-Identifier: GPL-2.0
// An open device.
#pragma once

#include <tests/user/comes_true.hpp>
#include <tests/user/dialogue/pair.hpp>

/// An open device with its mapping, which the threads of a process share.
struct Opened {
    explicit Opened(int flags = O_NONBLOCK, size_t bytes = Side::mapped)
        : fd(open(device.c_str(), O_RDWR | O_CLOEXEC | flags)), size(bytes)
    {
        void *mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (fd < 0 || mapped == MAP_FAILED)
            std::abort();
        base = reinterpret_cast<uint64_t>(mapped);
    }
    ~Opened()
    {
        munmap(reinterpret_cast<void *>(base), size);
        close(fd);
    }
    Opened(const Opened &) = delete;
    Opened &operator=(const Opened &) = delete;

    /// Becomes what handle 0 means. The one before may not be gone yet.
    void become_manager(uint32_t flags = FLAT_BINDER_FLAG_ACCEPTS_FDS) const
    {
        flat_binder_object object{};
        object.flags = flags;
        comes_true([&] { return ioctl(fd, BINDER_SET_CONTEXT_MGR_EXT, &object) == 0; });
    }

    int fd;
    uint64_t base = 0;
    size_t size;
};
