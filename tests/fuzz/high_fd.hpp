// SPDX-License-Identifier: GPL-2.0
// Numbers of files that nobody comes across, as they are no size, thread or handle. A Binder file that is
// sent to its own process would never be closed, and what is received in an array is closed by its
// number, whatever that is by then.
#pragma once

#include <atomic>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

/// The same file under such a number, which no file had before; -1 if there is none.
inline int high_fd(int fd)
{
    constexpr int first = 12000;
    constexpr int last = 16000;
    static std::atomic<int> next = 0;
    if (fd < 0)
        return -1;
    const int moved = fcntl(fd, F_DUPFD_CLOEXEC, first + next.fetch_add(1) % (last - first));
    const int error = errno;
    close(fd);
    errno = error;
    return moved;
}
