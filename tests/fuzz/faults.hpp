// SPDX-License-Identifier: GPL-2.0
// Allocations and copies that fail, in a kernel that has such: one of those that a thread comes to.
#pragma once

#include <tests/fuzz/high_fd.hpp>

#include <string>

class Faults {
public:
    /// For the thread that makes it.
    Faults() : fd_(high_fd(open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC))) {}
    ~Faults() { close(fd_); }
    Faults(const Faults &) = delete;
    Faults &operator=(const Faults &) = delete;

    /// The nth from here on fails; 0: none.
    void fail(uint64_t nth) const
    {
        const std::string number = std::to_string(nth);
        // Reading the number from here is such a point itself.
        for (int i = 0; i < 3; i++)
            if (pwrite(fd_, number.data(), number.size(), 0) >= 0)
                return;
    }

private:
    int fd_;
};
