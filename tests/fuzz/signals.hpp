// SPDX-License-Identifier: GPL-2.0
// Signals that a thread gets now and then, so that nothing it waits for keeps it for long.
#pragma once

#include <csignal>
#include <cstdlib>
#include <ctime>

#include <unistd.h>

class Signals {
public:
    /// For the thread that makes it.
    explicit Signals(unsigned every_ms)
    {
        struct sigaction action{};
        action.sa_handler = [](int) {};
        sigaction(SIGALRM, &action, nullptr);
        sigevent event{};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = SIGALRM;
        event._sigev_un._tid = gettid();
        if (timer_create(CLOCK_MONOTONIC, &event, &timer_) != 0)
            return;
        is_there_ = true;
        const timespec period{.tv_sec = every_ms / 1000, .tv_nsec = every_ms % 1000 * 1000000L};
        const itimerspec times{.it_interval = period, .it_value = period};
        if (timer_settime(timer_, 0, &times, nullptr) != 0)
            std::abort();
    }
    ~Signals()
    {
        if (is_there_)
            timer_delete(timer_);
    }
    Signals(const Signals &) = delete;
    Signals &operator=(const Signals &) = delete;

private:
    timer_t timer_{};
    bool is_there_ = false;
};
