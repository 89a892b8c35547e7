// SPDX-License-Identifier: GPL-2.0
// Descriptors of this process: how many it has, how many it may have, and what becomes of them.
#pragma once

#include <tests/user/comes_true.hpp>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace attacks {

/// How many descriptors this process has.
inline size_t descriptors()
{
    size_t count = 0;
    for ([[maybe_unused]] const auto &entry : std::filesystem::directory_iterator("/proc/self/fd"))
        count++;
    return count;
}

/// Lets this process have so many more descriptors.
inline void limit_own_files(size_t more)
{
    int limit = 0;
    for (size_t free = 0; free <= more; limit++)
        free += fcntl(limit, F_GETFD) < 0 ? 1 : 0;
    const rlimit files{.rlim_cur = static_cast<rlim_t>(limit - 1), .rlim_max = 4096};
    setrlimit(RLIMIT_NOFILE, &files);
}

/// A file that tells when nobody has it any more.
class Watched {
public:
    Watched()
    {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0)
            std::abort();
    }
    ~Watched() { close(ends_[0]); }
    Watched(const Watched &) = delete;
    Watched &operator=(const Watched &) = delete;

    int fd() const { return ends_[1]; }

    /// Closes this process's own.
    ///
    /// Return: whether that was the last one.
    bool is_let_go()
    {
        close(ends_[1]);
        pollfd end{.fd = ends_[0], .events = 0, .revents = 0};
        return comes_true([&end] { return poll(&end, 1, 0) == 1 && (end.revents & POLLHUP) != 0; });
    }

private:
    std::array<int, 2> ends_{};
};

/// Opens and closes descriptors, which are no business of the driver's, and counts those that became
/// something else.
inline void watch_descriptors(std::atomic<int> &stolen)
{
    for (;;) {
        const int fd = memfd_create("own", MFD_CLOEXEC);
        if (fd < 0)
            continue;
        if (ftruncate(fd, 77) != 0 || lseek(fd, 0, SEEK_END) != 77 || close(fd) != 0)
            stolen++;
    }
}

} // namespace attacks
