// SPDX-License-Identifier: GPL-2.0
#include "rv32.hpp"

#include <limits>

namespace model::rv32 {

static int32_t as_signed(uint32_t number)
{
    return static_cast<int32_t>(number);
}

static uint32_t upper_half(int64_t product)
{
    return static_cast<uint32_t>(static_cast<uint64_t>(product) >> 32);
}

// Of what C++ does not define, RISC-V does.
static uint32_t divide(uint32_t a, uint32_t b)
{
    if (b == 0)
        return ~0u;
    if (as_signed(a) == std::numeric_limits<int32_t>::min() && as_signed(b) == -1)
        return a;
    return static_cast<uint32_t>(as_signed(a) / as_signed(b));
}

static uint32_t remainder(uint32_t a, uint32_t b)
{
    if (b == 0)
        return a;
    if (as_signed(a) == std::numeric_limits<int32_t>::min() && as_signed(b) == -1)
        return 0;
    return static_cast<uint32_t>(as_signed(a) % as_signed(b));
}

static uint32_t multiplied(uint32_t function3, uint32_t a, uint32_t b)
{
    const int64_t wide_a = as_signed(a), wide_b = as_signed(b);
    switch (function3) {
    case 0: return a * b;
    case 1: return upper_half(wide_a * wide_b);
    case 2: return upper_half(wide_a * static_cast<int64_t>(b));
    case 3: return static_cast<uint32_t>(static_cast<uint64_t>(a) * b >> 32);
    case 4: return divide(a, b);
    case 5: return b == 0 ? ~0u : a / b;
    case 6: return remainder(a, b);
    default: return b == 0 ? a : a % b;
    }
}

static uint32_t combined(uint32_t function3, uint32_t a, uint32_t b)
{
    switch (function3) {
    case 0: return a + b;
    case 1: return a << (b & 31);
    case 2: return as_signed(a) < as_signed(b);
    case 3: return a < b;
    case 4: return a ^ b;
    case 5: return a >> (b & 31);
    case 6: return a | b;
    default: return a & b;
    }
}

Computed compute(uint32_t function3, uint32_t function7, uint32_t a, uint32_t b)
{
    constexpr uint32_t subtract = 0, shift_right = 5;
    switch (function7) {
    case 0x00: return {.value = combined(function3, a, b)};
    case 0x01: return {.value = multiplied(function3, a, b)};
    case 0x20:
        if (function3 == subtract)
            return {.value = a - b};
        if (function3 == shift_right)
            return {.value = static_cast<uint32_t>(as_signed(a) >> (b & 31))};
        return {.exists = false};
    default: return {.exists = false};
    }
}

bool compare(uint32_t function3, uint32_t a, uint32_t b)
{
    const bool less = function3 & 2 ? a < b : as_signed(a) < as_signed(b);
    const bool holds = function3 & 4 ? less : a == b;
    return holds != static_cast<bool>(function3 & 1);
}

} // namespace model::rv32
