// SPDX-License-Identifier: GPL-2.0
// Bugs of memory, for KASAN and kmemleak. Each is in order with 15 and none with 16.
#pragma once

#include <tests/traps/trap.hpp>

#include <array>

namespace bugs {
using namespace kernel;
using traps::Trap;
using traps::TrapList;

inline constexpr int size = 16;

/// The same pointer, of which the compiler knows nothing any more.
template <class T> T *hidden(T *pointer)
{
    asm volatile("" : "+r"(pointer));
    return pointer;
}

inline char *allocate()
{
    unsafe("it is what kmalloc gives, nothing more") {
        return hidden(static_cast<char *>(raw::kmalloc(size, raw::GFP_KERNEL)));
    }
}

inline int free_and_say(char *memory, int value)
{
    unsafe("wrong for some callers, which is what they are for") {
        raw::kfree(memory);
    }
    return value;
}

[[gnu::noinline]] inline Result<int> heap_out_of_bounds(int number)
{
    char *const memory = allocate();
    if (!memory)
        return -ENOMEM;
    memory[number] = 1;
    return free_and_say(memory, number);
}

[[gnu::noinline]] inline Result<int> stack_out_of_bounds(int number)
{
    std::array<char, size> array{};
    return hidden(array.data())[number];
}

// Not inline: KASAN surrounds no global that another object may have as well.
static std::array<char, size> global{};
[[gnu::noinline]] inline Result<int> global_out_of_bounds(int number)
{
    return hidden(global.data())[number];
}

[[gnu::noinline]] inline Result<int> use_after_free(int number)
{
    char *const memory = allocate();
    if (!memory)
        return -ENOMEM;
    memory[0] = 1;
    if (number < size)
        return free_and_say(memory, memory[0]);
    free_and_say(memory, 0);
    return hidden(memory)[0];
}

[[gnu::noinline]] inline Result<int> double_free(int number)
{
    char *const memory = allocate();
    if (number >= size)
        free_and_say(memory, 0);
    return free_and_say(hidden(memory), 1);
}

[[gnu::noinline]] inline Result<int> use_after_scope(int number)
{
    const int *outside = nullptr;
    int result = 0;
    {
        int inside = number;
        outside = hidden(&inside);
        result = *outside;
    }
    return number < size ? result : *hidden(outside);
}

[[gnu::noinline]] inline Result<int> leak(int number)
{
    char *const memory = allocate();
    return number < size ? free_and_say(memory, 1) : 1;
}

using MemoryBugs =
    TrapList<Trap<"heap_out_of_bounds", heap_out_of_bounds>,
             Trap<"stack_out_of_bounds", stack_out_of_bounds>,
             Trap<"global_out_of_bounds", global_out_of_bounds>,
             Trap<"use_after_free", use_after_free>, Trap<"double_free", double_free>,
             Trap<"use_after_scope", use_after_scope>, Trap<"leak", leak>>;

} // namespace bugs
