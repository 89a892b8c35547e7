// SPDX-License-Identifier: GPL-2.0
// <linux/poll.h>: poll(2), select(2) and epoll(7) on a file.
#pragma once

#include <bindings/wait.hpp>

namespace kernel {

/// What a file is ready for.
enum class Poll : u32 {
    none = 0,
    in = raw::POLLIN,
    priority = raw::POLLPRI,
    out = raw::POLLOUT,
    error = raw::POLLERR,
    hang_up = raw::POLLHUP,
};
constexpr Poll operator|(Poll first, Poll second)
{
    return static_cast<Poll>(std::to_underlying(first) | std::to_underlying(second));
}

/// Who polls a file. The file's poll() names the queue that is woken up when the answer may be another
/// one, and then answers: in this order, so that no change is missed.
class PollTable {
public:
    PollTable(raw::file &file [[clang::lifetimebound]], raw::poll_table_struct *table)
        : file_(file), table_(table)
    {}
    PollTable(const PollTable &) = delete;
    PollTable &operator=(const PollTable &) = delete;

    /// Lets `queue` wake up who polls. If it goes before the file does, it says
    /// WaitQueue::release_pollers() first.
    ///
    /// Context: Process context, in poll(). May sleep.
    template <FixedString name> void wait(const WaitQueue<name> &queue) MAY_SLEEP
    {
        unsafe("a queue that goes while somebody polls it is a BUG, not a dangling pointer") {
            raw::poll_wait(&file_, &queue.head_, table_);
        }
    }

private:
    raw::file &file_;
    raw::poll_table_struct *table_;
};

} // namespace kernel
