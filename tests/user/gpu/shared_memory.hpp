// SPDX-License-Identifier: GPL-2.0
// How many buffers have their pages in memory, by what the kernel says is in use.
#pragma once

#include <fstream>
#include <string>

class SharedMemory {
public:
    /// Buffers of `size` bytes, large enough that nothing else counts. None is there yet.
    explicit SharedMemory(std::uint64_t size) : size_(static_cast<long>(size)), before_(bytes()) {}

    /// More than there were before.
    long buffers() const { return (bytes() - before_ + size_ / 2) / size_; }

private:
    static long bytes()
    {
        std::ifstream lines("/proc/meminfo");
        std::string name, unit;
        long kib = 0;
        while (lines >> name >> kib && name != "Shmem:")
            std::getline(lines, unit);
        return kib * 1024;
    }

    long size_, before_;
};
