// SPDX-License-Identifier: GPL-2.0
// What the threads of a process remember of a kind: some of what there was last. 0 is nothing.
#pragma once

#include <tests/fuzz/random.hpp>

#include <atomic>

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

/// A number and what it stands for in width and height.
struct Sized {
    uint32_t id, width, height;

    static Sized of(uint64_t packed)
    {
        return {.id = static_cast<uint32_t>(packed),
                .width = static_cast<uint32_t>(packed >> 32 & 0xffff),
                .height = static_cast<uint32_t>(packed >> 48)};
    }
    uint64_t packed() const
    {
        return id | uint64_t{width & 0xffff} << 32 | uint64_t{height & 0xffff} << 48;
    }
};
