// SPDX-License-Identifier: GPL-2.0
// Threads that end, or whose device is closed, while somebody polls for what they are told.
#pragma once

#include <tests/user/attacks/server_and_client.hpp>

#include <sys/epoll.h>

namespace attacks {

struct Poller {
    explicit Poller(int device) : fd(epoll_create1(EPOLL_CLOEXEC)), device(device) {}
    ~Poller() { close(fd); }
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    long change(int how, uint32_t events = EPOLLIN) const
    {
        epoll_event event{.events = events, .data = {}};
        return epoll_ctl(fd, how, device, &event);
    }
    std::string wait(int timeout_ms = 0) const
    {
        epoll_event event{};
        const int count = epoll_wait(fd, &event, 1, timeout_ms);
        return count == 1 ? std::format("{:#x}", uint32_t{event.events}) : "nothing";
    }

    int fd;
    int device;
};

/// A thread is polled for, `end(poller, fd)` happens, and then comes a call.
template <class F> void poll_scene(const char *what, F &&end)
{
    ServerAndClient both;
    const int fd = both.opened_server.fd;
    const Poller poller(fd);
    poller.change(EPOLL_CTL_ADD);
    std::println("-- {}: {}", what, poller.wait());
    end(poller, fd);
    std::println("polls {}", poller.wait());
    both.client.call(both.handle, Parcel(), TF_ONE_WAY);
    both.client.tell();
    std::println("after a call {}", poller.wait());
    std::println("{}", ServerAndClient::hears(both.server));
}

/// Step by step: a thread ends that is polled for, and what is done to the poller then.
inline void ended_threads()
{
    poll_scene("a thread that goes on", [](const Poller &, int) {});
    poll_scene("it ends", [](const Poller &, int fd) { ioctl(fd, BINDER_THREAD_EXIT, 0); });
    poll_scene("it ends twice", [](const Poller &, int fd) {
        ioctl(fd, BINDER_THREAD_EXIT, 0);
        ioctl(fd, BINDER_THREAD_EXIT, 0);
    });
    poll_scene("it ends, and is polled for no more", [](const Poller &poller, int fd) {
        ioctl(fd, BINDER_THREAD_EXIT, 0);
        std::println("delete: {}", poller.change(EPOLL_CTL_DEL));
    });
    poll_scene("it ends, and is polled for anew", [](const Poller &poller, int fd) {
        ioctl(fd, BINDER_THREAD_EXIT, 0);
        poller.change(EPOLL_CTL_DEL);
        std::println("add: {}", poller.change(EPOLL_CTL_ADD));
    });
    poll_scene("it ends, and events change", [](const Poller &poller, int fd) {
        ioctl(fd, BINDER_THREAD_EXIT, 0);
        std::println("modify: {}", poller.change(EPOLL_CTL_MOD, EPOLLIN | EPOLLET));
    });
    poll_scene("another thread polls for it, and ends", [](const Poller &, int fd) {
        std::thread([fd] {
            const Poller other(fd);
            other.change(EPOLL_CTL_ADD);
            ioctl(fd, BINDER_THREAD_EXIT, 0);
        }).join();
    });
}

/// The last descriptor is closed with threads that are polled for; the poller goes first, or last.
inline void closed_device()
{
    for (const bool is_first : {true, false}) {
        auto both = std::make_unique<ServerAndClient>();
        auto poller = std::make_unique<Poller>(both->opened_server.fd);
        poller->change(EPOLL_CTL_ADD);
        both->client.call(both->handle, Parcel());
        both->client.tell();
        if (is_first)
            poller.reset();
        munmap(reinterpret_cast<void *>(both->opened_server.base), Side::mapped);
        close(both->opened_server.fd);
        comes_true([&] { return !ServerAndClient::hears(both->client).contains("EAGAIN"); });
        std::println("-- closed, polls {}", poller ? poller->wait() : "no more");
    }
}

/// Threads begin and end, others wait for events of the same file, and calls come.
inline void poll_at_once()
{
    constexpr int rounds = 20;
    Child server([](const Child::Begun &begun) {
        const Opened opened;
        opened.become_manager();
        begun();
        const Poller shared(opened.fd);
        at_once(4, [&](size_t number) {
            Talker talker(opened);
            for (int i = 0; i < rounds; i++) {
                const Poller own(opened.fd);
                own.change(EPOLL_CTL_ADD);
                shared.change(EPOLL_CTL_ADD);
                (number == 0 ? shared : own).wait(1);
                talker.talk([&talker](uint32_t command, Talker::Argument argument) {
                    if (command == BR_TRANSACTION)
                        talker.free(part<binder_transaction_data>(argument).data.ptr.buffer);
                });
                talker.tell();
                if (number != 0)
                    ioctl(opened.fd, BINDER_THREAD_EXIT, 0);
                shared.change(EPOLL_CTL_DEL);
            }
        });
    });
    Child client([](const Child::Begun &begun) {
        const Opened opened;
        Talker talker(opened);
        begun();
        for (;;) {
            talker.call(0, Parcel(), TF_ONE_WAY);
            talker.tell();
            talker.talk([](uint32_t, Talker::Argument) {});
            usleep(500);
        }
    });
    std::println("-- at once: {}",
                 server.finish() == 0 ? "they have ended" : "something went wrong");
}

inline void epolls()
{
    ended_threads();
    closed_device();
    poll_at_once();
}

} // namespace attacks
