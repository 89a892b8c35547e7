// SPDX-License-Identifier: GPL-2.0
// poll() and epoll.
#pragma once

#include <tests/fuzz/binder/actor.hpp>

#include <poll.h>

inline void poll_port(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    pollfd one{.fd = port->fd, .events = POLLIN | POLLOUT, .revents = 0};
    actor.try_it([&] { return poll(&one, 1, static_cast<int>(actor.random.below(8))); });
}

inline void use_epoll(Actor &actor)
{
    const auto port = actor.process.port(actor.random);
    if (!port)
        return;
    const int epoll = actor.process.epoll;
    epoll_event event{.events = EPOLLIN, .data = {.fd = port->fd}};
    event.events |= actor.random.chance(30) ? EPOLLET : 0;
    event.events |= actor.random.chance(30) ? EPOLLONESHOT : 0;
    switch (actor.random.below(5)) {
    case 0: epoll_ctl(epoll, EPOLL_CTL_DEL, port->fd, &event); return;
    case 1: epoll_ctl(epoll, EPOLL_CTL_MOD, port->fd, &event); return;
    case 2:
    case 3:
        actor.try_it(
            [&] { return epoll_wait(epoll, &event, 1, static_cast<int>(actor.random.below(8))); });
        return;
    default: actor.try_it([&] { return epoll_ctl(epoll, EPOLL_CTL_ADD, port->fd, &event); });
    }
}
