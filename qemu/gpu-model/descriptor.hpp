// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <cerrno>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace model {

[[noreturn]] inline void throw_errno(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

/// An open file, closed with its owner.
class Descriptor {
public:
    /// Takes what a system call gave; if that failed: std::system_error.
    Descriptor(int fd, const char *what) : fd_(fd)
    {
        if (fd < 0)
            throw_errno(what);
    }
    Descriptor(Descriptor &&from) noexcept : fd_(std::exchange(from.fd_, -1)) {}
    Descriptor &operator=(Descriptor &&) = delete;
    ~Descriptor()
    {
        if (fd_ >= 0)
            close(fd_);
    }

    int get() const { return fd_; }

private:
    int fd_;
};

} // namespace model
