// SPDX-License-Identifier: GPL-2.0
// A process whose system calls another one makes: so one program says, step by step, what several
// processes do, and in which order.
#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <format>
#include <span>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a system call gave: as in C, -1 comes with an errno.
struct Outcome {
    long value;
    int error;
};

/// A process with threads that wait for system calls to make. It ends with the object, or when
/// end() is called.
class Puppet {
public:
    static constexpr size_t threads = 3;
    static constexpr size_t memory_size = 1 << 20;
    static constexpr size_t guard = 4096;

    Puppet()
    {
        // What lies behind it is not there.
        memory_ = static_cast<std::byte *>(
            mmap(nullptr, memory_size + guard, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
        if (mprotect(memory_, memory_size, PROT_READ | PROT_WRITE) != 0)
            std::abort();
        for (auto &strings : strings_)
            if (pipe(strings.calls.data()) != 0 || pipe(strings.outcomes.data()) != 0)
                std::abort();
        std::fflush(stdout);
        pid_ = fork();
        if (pid_ == 0)
            obey();
        // A puppet that is gone must not keep this process waiting.
        for (auto &strings : strings_) {
            close(strings.calls[0]);
            close(strings.outcomes[1]);
        }
    }
    ~Puppet()
    {
        end();
        munmap(memory_, memory_size + guard);
    }
    Puppet(const Puppet &) = delete;
    Puppet &operator=(const Puppet &) = delete;

    /// Kills it, and waits until it is gone.
    void end()
    {
        if (pid_ <= 0)
            return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
        pid_ = 0;
        for (auto &strings : strings_) {
            close(strings.calls[1]);
            close(strings.outcomes[0]);
        }
    }

    pid_t pid() const { return pid_; }

    /// Memory that both see, at the same address.
    std::span<std::byte> memory() const { return {memory_, memory_size}; }

    /// Lets `thread` begin a system call; finish() waits for what it gives.
    void start(size_t thread, long number, auto... arguments)
    {
        const Call call{.number = number, .arguments = {word(arguments)...}};
        if (write(strings_[thread].calls[1], &call, sizeof(call)) != sizeof(call))
            std::abort();
    }
    /// Whether finish() would not wait.
    bool is_finished(size_t thread) const
    {
        pollfd outcome{.fd = strings_[thread].outcomes[0], .events = POLLIN, .revents = 0};
        return poll(&outcome, 1, 0) == 1;
    }
    Outcome finish(size_t thread)
    {
        Outcome outcome{.value = -1, .error = ESRCH};
        if (read(strings_[thread].outcomes[0], &outcome, sizeof(outcome)) != sizeof(outcome))
            return {.value = -1, .error = ESRCH};
        return outcome;
    }
    Outcome call_in(size_t thread, long number, auto... arguments)
    {
        start(thread, number, arguments...);
        return finish(thread);
    }
    Outcome call(long number, auto... arguments) { return call_in(0, number, arguments...); }

    /// Copies what it has at `address`; what cannot be read is left out.
    std::vector<std::byte> peek(uint64_t address, size_t size) const
    {
        std::vector<std::byte> bytes(size);
        const int memory = open(std::format("/proc/{}/mem", pid_).c_str(), O_RDONLY);
        const ssize_t got = pread(memory, bytes.data(), size, static_cast<off_t>(address));
        close(memory);
        bytes.resize(got < 0 ? 0 : static_cast<size_t>(got));
        return bytes;
    }

private:
    struct Call {
        long number;
        std::array<long, 6> arguments;
    };

    static long word(auto argument)
    {
        if constexpr (std::is_pointer_v<decltype(argument)>)
            return reinterpret_cast<long>(argument);
        else
            return static_cast<long>(argument);
    }

    [[noreturn]] void obey()
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (size_t i = 1; i < threads; i++)
            std::thread(obey_from, strings_[i]).detach();
        obey_from(strings_[0]);
        _exit(0);
    }

    struct Strings {
        std::array<int, 2> calls;
        std::array<int, 2> outcomes;
    };

    static void obey_from(Strings strings)
    {
        Call call;
        while (read(strings.calls[0], &call, sizeof(call)) == sizeof(call)) {
            const auto &a = call.arguments;
            Outcome outcome{.value = syscall(call.number, a[0], a[1], a[2], a[3], a[4], a[5]),
                            .error = errno};
            if (write(strings.outcomes[1], &outcome, sizeof(outcome)) != sizeof(outcome))
                _exit(1);
        }
    }

    pid_t pid_ = 0;
    std::byte *memory_ = nullptr;
    std::array<Strings, threads> strings_{};
};
