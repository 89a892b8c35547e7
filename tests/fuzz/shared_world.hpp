// SPDX-License-Identifier: GPL-2.0
// What the processes of a seed share, whatever is fuzzed: memory, and what one of them has found wrong.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <format>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

/// Memory of this process and of those that it forks.
inline void *share(size_t size)
{
    void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        std::abort();
    return memory;
}

/// Lies in such memory.
class SharedWorld {
public:
    /// Says that something is not as it should be.
    void wrong(const std::string &what)
    {
        // One is enough to know, and a few are enough to see why.
        if (wrongs_++ >= 10)
            return;
        const std::string line = std::format("seed {:#x}: wrong: {}\n", seed_, what);
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0)
            std::abort();
    }
    bool is_wrong() const { return wrongs_ != 0; }

protected:
    explicit SharedWorld(uint64_t seed) : seed_(seed) {}

private:
    uint64_t seed_;
    std::atomic<unsigned> wrongs_ = 0;
};
