// SPDX-License-Identifier: GPL-2.0
// Chance: all of it comes out of a seed.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <random>

class Random {
public:
    /// `who` tells those apart who draw from the same seed.
    explicit Random(uint64_t seed, std::convertible_to<uint64_t> auto... who)
    {
        std::seed_seq mixed{seed & ~0u, seed >> 32, static_cast<uint64_t>(who)...};
        engine_.seed(mixed);
    }

    uint64_t number() { return engine_(); }
    uint64_t below(uint64_t end) { return end == 0 ? 0 : engine_() % end; }
    uint64_t between(uint64_t first, uint64_t last) { return first + below(last - first + 1); }
    bool chance(unsigned percent) { return below(100) < percent; }

    template <class T> const auto &pick(const T &from) { return from[below(from.size())]; }

    /// Numbers at which something changes: of sizes, types, addresses.
    uint64_t boundary()
    {
        static constexpr std::array<uint64_t, 30> numbers = {
            0,          1,          2,          3,        4,         7,
            8,          9,          12,         16,       24,        40,
            0x7f,       0xff,       0x100,      0xfff,    0x1000,    0x1001,
            0xfffff,    0x100000,   0x400000,   1u << 31, ~0u,       1ULL << 32,
            1ULL << 47, 1ULL << 62, 1ULL << 63, ~0ULL,    ~0ULL - 7, 0xffff888000000000,
        };
        return pick(numbers);
    }

    /// A number that could be taken for `value`, or for the one before it.
    uint64_t near(uint64_t value)
    {
        switch (below(6)) {
        case 0: return value + 1;
        case 1: return value - 1;
        case 2: return value + 8;
        case 3: return value - 4;
        case 4: return value ^ (1ULL << below(64));
        default: return boundary();
        }
    }

private:
    std::mt19937_64 engine_;
};

/// How often each of several things is done.
template <size_t size> struct Weights {
    std::array<unsigned, size> of{};

    size_t pick(Random &random) const
    {
        unsigned all = 0;
        for (const unsigned weight : of)
            all += weight;
        uint64_t left = random.below(all);
        size_t i = 0;
        while (i + 1 < size && left >= of[i])
            left -= of[i++];
        return i;
    }

    /// The same with some of them left out, and others done more often: a seed that does few things
    /// does each of them in more ways.
    Weights varied(Random &random, unsigned left_out) const
    {
        Weights varied = *this;
        for (unsigned &weight : varied.of)
            weight =
                random.chance(left_out) ? 0 : weight * static_cast<unsigned>(random.between(1, 4));
        if (std::ranges::count(varied.of, 0u) == static_cast<std::ptrdiff_t>(size))
            return *this;
        return varied;
    }
};
