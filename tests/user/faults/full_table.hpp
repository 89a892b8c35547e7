// SPDX-License-Identifier: GPL-2.0
// A table of descriptors that has to grow when a file is received: the kernel needs memory for that.
#pragma once

#include <algorithm>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {

/// As long as it lives, a table of the smallest size has room for one more.
class FullTable {
public:
    FullTable()
    {
        while (own_.empty() || own_.back() < smallest - 2)
            own_.push_back(fcntl(0, F_DUPFD_CLOEXEC, 0));
    }
    ~FullTable() { std::ranges::for_each(own_, close); }
    FullTable(const FullTable &) = delete;
    FullTable &operator=(const FullTable &) = delete;

    /// Makes the table as small as it can be: so is a copy, which who shares one gets of his own.
    static void shrink()
    {
        const auto other =
            static_cast<pid_t>(syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0));
        if (other == 0)
            for (;;)
                pause();
        unshare(CLONE_FILES);
        kill(other, SIGKILL);
        waitpid(other, nullptr, 0);
    }

private:
    static constexpr int smallest = 64;
    std::vector<int> own_;
};

} // namespace faults
