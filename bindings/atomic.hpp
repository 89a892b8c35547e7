// SPDX-License-Identifier: GPL-2.0
// <linux/atomic.h>: the kernel's atomics, by its names and with its memory model
// (Documentation/atomic_t.txt): operations that return a value are fully ordered unless their name
// says less, all others are unordered.
#pragma once

#include <bindings/raw.hpp>

#include <concepts>
#include <type_traits>

namespace kernel {

/// An integer that arithmetic makes sense on.
template <class T>
concept AtomicInteger =
    std::integral<T> && !std::same_as<T, bool> && (sizeof(T) == 4 || sizeof(T) == 8);

/// What an Atomic may hold: it fits a register.
template <class T>
concept AtomicValue =
    AtomicInteger<T> || std::same_as<T, bool> || std::is_enum_v<T> || std::is_pointer_v<T>;

// One operation on the counter, by its width; `convert` makes a T of the outcome.
#define KCXX_ATOMIC(convert, operation, ...)                                                       \
    unsafe("the counter is initialised and changed by atomic operations alone") {                  \
        if constexpr (is_wide)                                                                     \
            return convert(raw::atomic64_##operation(__VA_ARGS__));                                \
        else                                                                                       \
            return convert(raw::atomic_##operation(__VA_ARGS__));                                  \
    }

// The operations that come in four orders.
#define KCXX_ATOMIC_ORDERED(order)                                                                 \
    T fetch_add##order(T value) const                                                              \
        requires AtomicInteger<T>                                                                  \
    {                                                                                              \
        KCXX_ATOMIC(from_word, fetch_add##order, to_word(value), &counter_)                        \
    }                                                                                              \
    T xchg##order(T value) const                                                                   \
    {                                                                                              \
        KCXX_ATOMIC(from_word, xchg##order, &counter_, to_word(value))                             \
    }                                                                                              \
    bool try_cmpxchg##order(T &expected, T value) const                                            \
    {                                                                                              \
        Word word = to_word(expected);                                                             \
        const bool changed = exchange_if_equal##order(word, to_word(value));                       \
        expected = from_word(word);                                                                \
        return changed;                                                                            \
    }                                                                                              \
    T cmpxchg##order(T expected, T value) const                                                    \
    {                                                                                              \
        try_cmpxchg##order(expected, value);                                                       \
        return expected;                                                                           \
    }                                                                                              \
                                                                                                   \
private:                                                                                           \
    bool exchange_if_equal##order(Word &expected, Word value) const                                \
    {                                                                                              \
        KCXX_ATOMIC(, try_cmpxchg##order, &counter_, &expected, value)                             \
    }                                                                                              \
                                                                                                   \
public:

/// A value that several tasks and interrupts read and change at once, without a lock.
///
/// A const Atomic changes all the same: shared objects are const, and atomics are what may change
/// in them.
///
/// Context: Any context, for all of its functions. None sleeps or takes a lock.
template <AtomicValue T> class KCXX_SYNC Atomic {
    static constexpr bool is_wide = sizeof(T) == 8;
    using Word = std::conditional_t<is_wide, s64, int>;
    using Counter = std::conditional_t<is_wide, raw::atomic64_t, raw::atomic_t>;

public:
    constexpr Atomic() : Atomic(T{}) {}
    constexpr explicit Atomic(T value) : counter_{to_word(value)} {}
    Atomic(const Atomic &) = delete;
    Atomic &operator=(const Atomic &) = delete;

    /// Unordered, as READ_ONCE().
    T read() const { KCXX_ATOMIC(from_word, read, &counter_) }
    T read_acquire() const { KCXX_ATOMIC(from_word, read_acquire, &counter_) }

    /// Unordered, as WRITE_ONCE().
    void set(T value) const { KCXX_ATOMIC(, set, &counter_, to_word(value)) }
    void set_release(T value) const { KCXX_ATOMIC(, set_release, &counter_, to_word(value)) }

    /// Arithmetic wraps around, as the kernel's does: refcount.hpp is for what must not.
    void add(T value) const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(, add, to_word(value), &counter_)
    }
    void sub(T value) const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(, sub, to_word(value), &counter_)
    }
    void inc() const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(, inc, &counter_)
    }
    void dec() const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(, dec, &counter_)
    }
    /// Return: true if the value is 0 now.
    bool dec_and_test() const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(, dec_and_test, &counter_)
    }
    /// Return: the value before.
    T fetch_or(T value) const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(from_word, fetch_or, to_word(value), &counter_)
    }
    /// Return: the value before.
    T fetch_and(T value) const
        requires AtomicInteger<T>
    {
        KCXX_ATOMIC(from_word, fetch_and, to_word(value), &counter_)
    }

    /// fetch_add() and xchg() return the value before. try_cmpxchg() changes `expected` to the new
    /// value, or says false and puts what is there into `expected`; cmpxchg() returns what was there.
    KCXX_ATOMIC_ORDERED()
    KCXX_ATOMIC_ORDERED(_relaxed)
    KCXX_ATOMIC_ORDERED(_acquire)
    KCXX_ATOMIC_ORDERED(_release)

private:
    static constexpr Word to_word(T value)
    {
        if constexpr (std::is_pointer_v<T>)
            return value ? reinterpret_cast<Word>(value) : 0; // 0 is known at compile time
        else
            return static_cast<Word>(value);
    }

    static constexpr T from_word(Word word)
    {
        if constexpr (std::is_pointer_v<T>)
            return reinterpret_cast<T>(word);
        else
            return static_cast<T>(word);
    }

    mutable Counter counter_;
};

#undef KCXX_ATOMIC_ORDERED
#undef KCXX_ATOMIC

} // namespace kernel
