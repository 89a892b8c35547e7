// SPDX-License-Identifier: GPL-2.0
// A process of a seed: its open devices, and files to send.
#pragma once

#include <tests/fuzz/binder/plan.hpp>
#include <tests/fuzz/binder/port.hpp>
#include <tests/fuzz/binder/world.hpp>

#include <memory>
#include <mutex>
#include <thread>

#include <sys/epoll.h>
#include <sys/eventfd.h>

struct Process {
    Process(World &world, size_t number)
        : plan(world.plan), world(world), number(number),
          epoll(high_fd(epoll_create1(EPOLL_CLOEXEC)))
    {
        for (const int fd : {memfd_create("fuzz", MFD_CLOEXEC), eventfd(0, EFD_CLOEXEC),
                             open("/dev/null", O_RDWR | O_CLOEXEC), epoll_create1(EPOLL_CLOEXEC)})
            files.add(fd);
    }

    std::shared_ptr<Port> port(Random &random)
    {
        const std::lock_guard locked(mutex);
        return random.chance(80) ? ports[0] : random.pick(ports);
    }

    const Plan &plan;
    World &world;
    size_t number;
    int epoll;
    std::atomic<size_t> threads = 0;
    std::atomic<size_t> ended = 0;
    std::atomic<bool> wants_thread = false;
    std::atomic<bool> misses_manager = false;

    /// Guards what follows, with all that is known of a port. Nobody calls the driver meanwhile.
    std::mutex mutex;
    std::array<std::shared_ptr<Port>, 3> ports;
    Pool<int> files;
};
