// SPDX-License-Identifier: GPL-2.0
// What the threads of a process remember of a kind: some of what there was last. 0 is nothing.
#pragma once

#include <tests/fuzz/random.hpp>

#include <atomic>

#include <unistd.h>

template <size_t size> class Recent {
public:
    /// Return: what it takes the place of.
    uint64_t put(Random &random, uint64_t value) { return place(random).exchange(value); }
    uint64_t take(Random &random) { return put(random, 0); }
    /// Any of them; once in a while it takes a second look to find one.
    uint64_t pick(Random &random)
    {
        for (int i = 0; i < 4; i++)
            if (const uint64_t value = place(random))
                return value;
        return 0;
    }

private:
    std::atomic<uint64_t> &place(Random &random) { return places_[random.below(size)]; }

    std::array<std::atomic<uint64_t>, size> places_{};
};

/// An open file, for which another one may be closed.
template <size_t size> void keep_file(Recent<size> &files, Random &random, int fd)
{
    if (fd < 0)
        return;
    if (const auto old = files.put(random, static_cast<uint64_t>(fd)))
        close(static_cast<int>(old));
}
