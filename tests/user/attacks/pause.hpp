// SPDX-License-Identifier: GPL-2.0
// Memory of a side that is not there yet: the kernel waits where it touches it, and meanwhile anything
// can happen.
#pragma once

#include <tests/user/attacks/attack.hpp>

#include <linux/userfaultfd.h>

class Pause {
public:
    static constexpr size_t page_size = 4096;

    /// In the middle of what the side shares with this process; nobody has used it.
    explicit Pause(Side &side)
        : puppet_(side.puppet()),
          page_(reinterpret_cast<char *>(puppet_.memory().data()) + Puppet::memory_size / 2)
    {
        // Its room in the memory that both see is given back.
        madvise(page_, page_size, MADV_REMOVE);
        fd_ = puppet_.call_in(waiter, SYS_userfaultfd, O_CLOEXEC).value;
        control(UFFDIO_API, uffdio_api{.api = UFFD_API, .features = 0, .ioctls = 0});
        control(
            UFFDIO_REGISTER,
            uffdio_register{.range = {.start = reinterpret_cast<uint64_t>(page_), .len = page_size},
                            .mode = UFFDIO_REGISTER_MODE_MISSING,
                            .ioctls = 0});
    }
    ~Pause()
    {
        if (puppet_.pid() > 0)
            puppet_.call_in(waiter, SYS_close, fd_);
    }
    Pause(const Pause &) = delete;
    Pause &operator=(const Pause &) = delete;

    /// Where it begins. What lies before is there.
    char *page() const { return page_; }

    /// Waits until the kernel waits for it.
    void wait() { puppet_.call_in(waiter, SYS_read, fd_, scratch(), sizeof(uffd_msg)); }

    /// Lets it be there, with these bytes at its beginning.
    void give(std::string_view bytes)
    {
        char *from = scratch() + page_size;
        std::memset(from, 0, page_size);
        std::memcpy(from, bytes.data(), bytes.size());
        control(UFFDIO_COPY, uffdio_copy{.dst = reinterpret_cast<uint64_t>(page_),
                                         .src = reinterpret_cast<uint64_t>(from),
                                         .len = page_size,
                                         .mode = 0,
                                         .copy = 0});
    }

private:
    /// The thread of the side that has to do with it.
    static constexpr size_t waiter = 2;

    char *scratch() const { return page_ + 16 * page_size; }

    template <class T> void control(unsigned long command, const T &argument)
    {
        std::memcpy(scratch(), &argument, sizeof(argument));
        const Outcome outcome = puppet_.call_in(waiter, SYS_ioctl, fd_, command, scratch());
        if (outcome.value != 0)
            std::println("userfaultfd: {}", strerrorname_np(outcome.error));
    }

    Puppet &puppet_;
    char *page_;
    long fd_ = -1;
};
