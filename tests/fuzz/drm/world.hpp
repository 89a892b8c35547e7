// SPDX-License-Identifier: GPL-2.0
// What all processes of a seed share: what they have done.
#pragma once

#include <tests/fuzz/drm/plan.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

#include <sys/mman.h>
#include <unistd.h>

/// `Counts` are the target's own, with what they say (text()).
template <class Plan_, class Counts> class DrmWorld : public Counts {
public:
    using Plan = Plan_;

    /// A new one. It lives as long as one of the processes that know it.
    static DrmWorld &make(const Plan &plan)
    {
        void *const memory = mmap(nullptr, sizeof(DrmWorld), PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            std::abort();
        return *new (memory) DrmWorld(plan);
    }
    /// For the process that has made it.
    void destroy() { munmap(this, sizeof(DrmWorld)); }

    /// Says that something is not as it should be.
    void wrong(const std::string &what)
    {
        // One is enough to know, and a few are enough to see why.
        if (wrongs_++ >= 10)
            return;
        const std::string line = std::format("seed {:#x}: wrong: {}\n", plan.seed, what);
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0)
            std::abort();
    }
    bool is_wrong() const { return wrongs_ != 0; }

    const Plan plan;
    std::atomic<size_t> steps, calls;
    /// How often each ioctl, by its number, did what it was asked for.
    std::array<std::atomic<size_t>, 256> done{};

private:
    explicit DrmWorld(const Plan &plan) : plan(plan) {}

    std::atomic<unsigned> wrongs_ = 0;
};
