// SPDX-License-Identifier: GPL-2.0
// Reads memory that may not be there, or go meanwhile: through a pipe, which says so.
#pragma once

#include <tests/fuzz/high_fd.hpp>

#include <array>
#include <cstdint>
#include <vector>

class MemoryReader {
public:
    static constexpr size_t most = 16384;

    MemoryReader()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0)
            ends_ = {high_fd(ends[0]), high_fd(ends[1])};
    }
    ~MemoryReader()
    {
        close(ends_[0]);
        close(ends_[1]);
    }
    MemoryReader(const MemoryReader &) = delete;
    MemoryReader &operator=(const MemoryReader &) = delete;

    /// Copies what is at `address`; what is not there is left out, and so is what does not fit.
    std::vector<std::byte> read(uint64_t address, size_t size) const
    {
        std::vector<std::byte> bytes(std::min(size, most));
        const ssize_t written = write(ends_[1], reinterpret_cast<void *>(address), bytes.size());
        size_t got = 0;
        while (written > 0 && got < static_cast<size_t>(written)) {
            const ssize_t more =
                ::read(ends_[0], bytes.data() + got, static_cast<size_t>(written) - got);
            // Somebody has closed it, for whom it was another file.
            if (more <= 0 && errno != EINTR)
                break;
            got += more > 0 ? static_cast<size_t>(more) : 0;
        }
        bytes.resize(got);
        return bytes;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};
