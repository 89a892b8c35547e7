// SPDX-License-Identifier: GPL-2.0
// Memory of a program, which the kernel gives to devices as a buffer: /dev/udmabuf.
#pragma once

#include <tests/user/need.hpp>

#include <linux/udmabuf.h>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

class ForeignBuffer {
public:
    static constexpr const char *maker = "/dev/udmabuf";

    explicit ForeignBuffer(std::size_t size_)
        : pages(memfd_create("foreign", MFD_ALLOW_SEALING | MFD_CLOEXEC)), size(size_)
    {
        need(ftruncate(pages, static_cast<off_t>(size)) == 0 &&
                 fcntl(pages, F_ADD_SEALS, F_SEAL_SHRINK) == 0,
             "memory to give away");
        const int device = open(maker, O_RDWR | O_CLOEXEC);
        udmabuf_create create{.memfd = static_cast<std::uint32_t>(pages),
                              .flags = UDMABUF_FLAGS_CLOEXEC,
                              .offset = 0,
                              .size = size};
        fd = ioctl(device, UDMABUF_CREATE, &create);
        need(fd >= 0, "a buffer of other memory");
        close(device);
    }
    ~ForeignBuffer()
    {
        close(fd);
        close(pages);
    }
    ForeignBuffer(const ForeignBuffer &) = delete;
    ForeignBuffer &operator=(const ForeignBuffer &) = delete;

    /// What others are given.
    int fd;
    /// The same memory, as a file.
    const int pages;
    const std::size_t size;
};
