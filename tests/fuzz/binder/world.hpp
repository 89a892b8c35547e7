// SPDX-License-Identifier: GPL-2.0
// What all processes of a seed share: who there is, and memory that each of them may change.
#pragma once

#include <tests/fuzz/binder/plan.hpp>
#include <tests/fuzz/shared_world.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <optional>

#include <sys/mman.h>
#include <unistd.h>

class World : public SharedWorld {
public:
    static constexpr size_t send_size = 16 * 4096;
    static constexpr unsigned long most_files = 16384; // of a process

    /// A new one. It lives as long as one of the processes that know it.
    static World &make(const Plan &plan)
    {
        void *memory = share(sizeof(World));
        return *new (memory) World(plan);
    }
    ~World() { munmap(sends_, sends_size()); }
    /// For the process that has made it.
    void destroy()
    {
        this->~World();
        munmap(this, sizeof(World));
    }

    /// Memory for what a thread sends. What lies behind that of a process is not there; its first
    /// thread has the end of it.
    std::byte *send_memory(size_t process, size_t thread) const
    {
        return sends_ + process * (send_size * plan.most_threads() + guard) +
               (plan.most_threads() - 1 - thread) * send_size;
    }

    /// Its number, or 0 if there is no such process.
    std::atomic<pid_t> &pid(size_t process) { return pids_[process]; }
    /// That of any process, or 0.
    pid_t any_pid(Random &random) const { return pids_[random.below(plan.most_processes())]; }
    /// A process from `first` on that is not there yet; until it is, the number is that of who will
    /// make it.
    std::optional<size_t> find_free(size_t first)
    {
        for (size_t process = first; process < plan.most_processes(); process++) {
            pid_t nobody = 0;
            if (pids_[process].compare_exchange_strong(nobody, getpid()))
                return process;
        }
        return std::nullopt;
    }
    /// A process is gone.
    void forget(pid_t pid)
    {
        for (auto &known : pids_) {
            pid_t gone = pid;
            known.compare_exchange_strong(gone, 0);
        }
    }

    const Plan plan;
    /// How much was said, how much of it was of use, and how much of the logs was looked at.
    std::atomic<size_t> steps, calls, received, sealed, handles, memories;

private:
    static constexpr size_t guard = 4096;
    size_t sends_size() const
    {
        return plan.most_processes() * (send_size * plan.most_threads() + guard);
    }

    explicit World(const Plan &plan)
        : SharedWorld(plan.seed), plan(plan), sends_(static_cast<std::byte *>(share(sends_size())))
    {
        for (size_t process = 0; process < plan.most_processes(); process++)
            if (mprotect(send_memory(process, 0) + send_size, guard, PROT_NONE) != 0)
                std::abort();
    }

    std::byte *sends_;
    std::array<std::atomic<pid_t>, Plan::most> pids_{};
};
