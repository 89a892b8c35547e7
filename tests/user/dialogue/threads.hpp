// SPDX-License-Identifier: GPL-2.0
// Threads: when they return, what they are asked for, and how they poll.
#pragma once

#include <tests/user/dialogue/pair.hpp>

#include <sys/epoll.h>

inline void new_threads()
{
    std::println("== new threads");
    Side manager("manager");
    Side client("client");
    manager.open(device);
    client.open(device);
    std::println("-- the first time they return at once");
    manager.go();
    manager.go();
    manager.control(BINDER_SET_CONTEXT_MGR, "become manager", 0);
    client.call(0, 1);
    client.go();
    client.go();
    manager.go(1);
    manager.reply();
    manager.free();
    manager.go(1);
    client.go();
    client.free();
    client.tell();
    std::println("-- a thread ends, and begins anew");
    client.go();
    client.control(BINDER_THREAD_EXIT, "exit", 0);
    client.go();
    client.go();
    std::println("-- all return when a descriptor is closed");
    client.print("close", close_a_copy(client));
    client.go();
    client.go();
}

inline void more_threads()
{
    Pair pair("more threads");
    Side &manager = pair.manager;
    manager.control(BINDER_SET_MAX_THREADS, "up to two threads", 2);
    const auto hears_one = [&](size_t thread) {
        pair.client.call(0, 1, Parcel(), TF_ONE_WAY);
        pair.client.tell();
        manager.go(thread);
        manager.free();
        manager.tell(thread);
    };
    hears_one(0);
    hears_one(0);
    std::println("-- one comes as asked for");
    manager.say(BC_REGISTER_LOOPER);
    manager.go(1);
    hears_one(1);
    std::println("-- nobody is asked for again before he comes");
    hears_one(0);
    manager.say(BC_REGISTER_LOOPER);
    manager.tell(2);
    hears_one(2);
    hears_one(0);
    manager.say(BC_EXIT_LOOPER);
    manager.go(1);
    pair.client.go();
}

struct Epoll {
    explicit Epoll(Side &side) : side(side) { fd = side.puppet().call(SYS_epoll_create1, 0).value; }
    void add(size_t thread, uint32_t events) const
    {
        const epoll_event event{.events = events, .data = {}};
        side.print("epoll_ctl", side.puppet().call_in(thread, SYS_epoll_ctl, fd, EPOLL_CTL_ADD,
                                                      side.fd(), side.put(event)));
    }
    void wait() const
    {
        auto *event = side.put(epoll_event{});
        const Outcome outcome = side.puppet().call(SYS_epoll_wait, fd, event, 1, 0);
        std::println("{}: epoll {} events {:#x}", side.name(), outcome.value,
                     static_cast<uint32_t>(event->events));
    }

    Side &side;
    long fd;
};

inline void pollers_end(Pair &pair, const Epoll &level)
{
    Side &manager = pair.manager;
    std::println("-- a thread that polls ends");
    manager.control(BINDER_THREAD_EXIT, "exit", 0);
    pair.client.call(0, 1);
    pair.client.tell();
    level.wait();
    manager.print("close", manager.puppet().call(SYS_close, level.fd));
    const Epoll again(manager);
    again.add(1, EPOLLIN);
    again.wait();
    manager.say(BC_ENTER_LOOPER);
    manager.go(1);
    again.wait();
}

inline void polling()
{
    Pair pair("polling");
    Side &client = pair.client;
    Side &manager = pair.manager;
    const Epoll level(manager);
    level.add(0, EPOLLIN);
    level.wait();
    client.call(0, 1);
    client.tell();
    level.wait();
    manager.go();
    level.wait();
    manager.reply();
    manager.free();
    manager.tell();
    level.wait();
    manager.go();
    level.wait();
    client.go();
    client.free();
    std::println("-- each event once");
    const Epoll edge(client);
    edge.add(0, EPOLLIN | EPOLLET);
    edge.wait();
    client.call(0, 1);
    client.tell();
    edge.wait();
    manager.go();
    manager.reply();
    manager.tell();
    edge.wait();
    edge.wait();
    client.go();
    edge.wait();
    pollers_end(pair, level);
}
