// SPDX-License-Identifier: GPL-2.0
// Processes and threads that attack by themselves: what happens at once cannot be said step by step.
#pragma once

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/// A process that does `work(begun)`. It ends with the object, or when that is done.
class Child {
public:
    using Begun = std::function<void()>;

    /// Returns when the child has called `begun()`, or has ended.
    explicit Child(const std::function<void(const Begun &)> &work)
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            std::abort();
        std::fflush(stdout);
        pid_ = fork();
        if (pid_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(ends[0]);
            work([&] { close(ends[1]); });
            std::fflush(stdout);
            _exit(0);
        }
        close(ends[1]);
        // There is nothing but an end.
        char none = 0;
        if (read(ends[0], &none, 1) != 0)
            std::abort();
        close(ends[0]);
    }
    ~Child() { end(); }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    pid_t pid() const { return pid_; }

    /// Waits until it has done its work.
    ///
    /// Return: how it ended, as waitpid() says it; 0 is well.
    int finish()
    {
        int status = 0;
        waitpid(std::exchange(pid_, 0), &status, 0);
        return status;
    }
    /// Kills it, and waits until it is gone.
    void end()
    {
        if (pid_ <= 0)
            return;
        kill(pid_, SIGKILL);
        finish();
    }

private:
    pid_t pid_ = 0;
};

/// A T that a process shares with the children it has from then on.
template <class T> class Shared {
public:
    Shared()
    {
        void *memory =
            mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            std::abort();
        value_ = new (memory) T{};
    }
    ~Shared() { munmap(value_, sizeof(T)); }
    Shared(const Shared &) = delete;
    Shared &operator=(const Shared &) = delete;

    T &operator*() const { return *value_; }
    T *operator->() const { return value_; }

private:
    T *value_;
};

/// Runs `work(number)` in so many threads at once.
template <class F> void at_once(size_t threads, F &&work)
{
    std::vector<std::thread> all;
    for (size_t i = 0; i < threads; i++)
        all.emplace_back([&work, i] { work(i); });
    for (auto &thread : all)
        thread.join();
}
