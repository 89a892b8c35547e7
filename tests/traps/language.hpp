// SPDX-License-Identifier: GPL-2.0
// What the language leaves undefined, or lets wrap.
#pragma once

#include <tests/traps/trap.hpp>

#include <limits>
#include <utility>

namespace traps {

[[gnu::noinline]] inline Result<int> signed_overflow(int number)
{
    return std::numeric_limits<int>::max() - 3 + number;
}

[[gnu::noinline]] inline Result<int> unsigned_overflow(int number)
{
    return static_cast<int>(3u - static_cast<unsigned int>(number));
}

[[gnu::noinline]] inline Result<int> product_overflow(int number)
{
    return (1 << 29) * number;
}

[[gnu::noinline]] inline Result<int> negation(int number)
{
    return -(3 - std::numeric_limits<int>::max() - number);
}

[[gnu::noinline]] inline Result<int> increment(int number)
{
    auto value = static_cast<u8>(number);
    value++;
    return value;
}

[[gnu::noinline]] inline Result<int> shift(int number)
{
    return 1 << number;
}

[[gnu::noinline]] inline Result<int> division(int number)
{
    return 100 / (number - 4);
}

[[gnu::noinline]] inline Result<int> unreachable(int number)
{
    switch (number) {
    case 3: return number;
    default: std::unreachable();
    }
}

[[gnu::noinline]] inline Result<int> null_pointer(int number)
{
    const char *text = number == 3 ? "text" : nullptr;
    unsafe("to see that it is no page fault") {
        return *text;
    }
}

/// Its name is that of nobody while the base is made.
struct Shape {
    explicit Shape(int number)
    {
        if (number != 3)
            say();
    }
    virtual ~Shape() = default;
    [[gnu::noinline]] int say() const { return corners(); }
    virtual int corners() const = 0;
};
struct Triangle final : Shape {
    using Shape::Shape;
    int corners() const override { return 3; }
};

[[gnu::noinline]] inline Result<int> pure_virtual(int number)
{
    const Triangle triangle(number);
    return triangle.say();
}

using LanguageTraps =
    TrapList<Trap<"signed_overflow", signed_overflow>, Trap<"unsigned_overflow", unsigned_overflow>,
             Trap<"product_overflow", product_overflow>, Trap<"negation", negation>,
             Trap<"increment", increment>, Trap<"shift", shift>, Trap<"division", division>,
             Trap<"unreachable", unreachable>, Trap<"null_pointer", null_pointer>,
             Trap<"pure_virtual", pure_virtual>>;

} // namespace traps
