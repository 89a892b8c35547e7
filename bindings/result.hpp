// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <bindings/capability.hpp>
#include <bindings/errno.hpp>

#include <concepts>
#include <expected>
#include <type_traits>
#include <utility>

namespace kernel {

/// A value, or the error that there is instead. It must be looked at: ignoring one does not compile,
/// nor does using the value before the test.
///
///     auto box = make_box<Thing>(GFP_KERNEL);
///     if (!box)
///         return box.error();
///     use(**box);
template <class T = void> class [[nodiscard]] KCXX_CONSUMABLE(unknown) Result {
public:
    using value_type = T;

    template <class U>
        requires(std::constructible_from<T, U &&> && std::convertible_to<U &&, T> &&
                 !std::same_as<std::remove_cvref_t<U>, Result> &&
                 !std::same_as<std::remove_cvref_t<U>, Error>)
    constexpr Result(U &&value) KCXX_RETURNS(unknown) : value_(std::forward<U>(value))
    {}
    constexpr Result(Error error) KCXX_RETURNS(unknown) : value_(std::unexpect, error) {}

    constexpr explicit operator bool() const KCXX_TESTS(unconsumed) { return value_.has_value(); }

    constexpr T &operator*() [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed")
    {
        return *value_;
    }
    constexpr const T &operator*() const [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed")
    {
        return *value_;
    }
    constexpr T *operator->() [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed")
    {
        return &*value_;
    }

    /// Return: the value, moved out.
    constexpr T take() KCXX_SETS(consumed) KCXX_CALLABLE_WHEN("unconsumed")
    {
        return std::move(*value_);
    }

    /// Return: the value, moved out, or `other`.
    constexpr T value_or(T other) { return std::move(value_).value_or(std::move(other)); }

    constexpr Error error() const { return value_.error(); }

private:
    std::expected<T, Error> value_;
};

/// Done, or the error why not.
template <> class [[nodiscard]] KCXX_CONSUMABLE(unknown) Result<void> {
public:
    using value_type = void;

    constexpr Result() KCXX_RETURNS(unknown) = default;
    constexpr Result(Error error) KCXX_RETURNS(unknown) : value_(std::unexpect, error) {}

    constexpr explicit operator bool() const KCXX_TESTS(unconsumed) { return value_.has_value(); }
    constexpr void take() KCXX_SETS(consumed) KCXX_CALLABLE_WHEN("unconsumed") {}
    constexpr Error error() const { return value_.error(); }

private:
    std::expected<void, Error> value_;
};

template <class T> inline constexpr bool is_result = false;
template <class T> inline constexpr bool is_result<Result<T>> = true;

/// For what is not worth an error path: says in the code that a failure is of no consequence.
template <class T> constexpr void ignore_result(Result<T>) {}

/// What C returns for an outcome: 0, or -errno.
constexpr int to_errno(const Result<> &result)
{
    return result ? 0 : result.error().to_errno();
}

/// Turns the `int` of a C function (0 or more, or -errno) into a Result.
constexpr Result<> to_result(int error)
{
    if (error < 0) [[unlikely]]
        return Error::from_errno(error);
    return {};
}

/// Turns what a C function returns, a pointer or an error in its place, into a Result: as IS_ERR().
///
/// Context: Any context.
template <class T> Result<T *> to_result(T *pointer)
{
    if (const auto value = reinterpret_cast<std::intptr_t>(pointer); value < 0 && value >= -4095)
        [[unlikely]]
        return Error::from_errno(value);
    return pointer;
}

} // namespace kernel

#define KCXX_CONCAT_(a, b) a##b
#define KCXX_CONCAT(a, b) KCXX_CONCAT_(a, b)
#define KCXX_TRY(name, ...)                                                                        \
    (__extension__({                                                                               \
        auto name = (__VA_ARGS__);                                                                 \
        if (!name) [[unlikely]]                                                                    \
            return name.error();                                                                   \
        name.take();                                                                               \
    }))

/// The value of a Result; in case of an error, returns that from the function around it.
#define TRY(...) KCXX_TRY(KCXX_CONCAT(kcxx_try_, __COUNTER__), __VA_ARGS__)
