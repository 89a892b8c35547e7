// SPDX-License-Identifier: GPL-2.0
// <kunit/test.h>: unit tests that run in the kernel. C++ sees nothing of KUnit's structures: the C
// part of a test module (tests/kcxx_test/glue.c) makes KUnit's suites of these.
#pragma once

#include <bindings/capability.hpp>
#include <bindings/minmax.hpp>
#include <bindings/printk.hpp>
#include <bindings/result.hpp>

#include <source_location>
#include <string_view>

extern "C" {
/// Reports a failure of the case to KUnit; `file` may be null.
///
/// Context: Process context.
[[gnu::format(printf, 4, 5)]] void kcxx_kunit_fail(void *test, const char *file, unsigned int line,
                                                   const char *format, ...) KCXX_UNSAFE_FN;
/// Marks the case as skipped.
///
/// Context: Process context.
void kcxx_kunit_skip(void *test, const char *reason) KCXX_UNSAFE_FN;
}

namespace kernel::kunit {

/// A value as text, for the message of a failure.
class Shown {
public:
    template <class T> explicit Shown(const T &value)
    {
        unsafe("scnprintf keeps to the size of the buffer, and the formats fit the values") {
            if constexpr (std::same_as<T, bool>)
                raw::scnprintf(text_, sizeof(text_), "%s", value ? "true" : "false");
            else if constexpr (std::is_enum_v<T>)
                raw::scnprintf(text_, sizeof(text_), "%lld", static_cast<long long>(value));
            else if constexpr (std::unsigned_integral<T>)
                raw::scnprintf(text_, sizeof(text_), "%llu",
                               static_cast<unsigned long long>(value));
            else if constexpr (std::integral<T>)
                raw::scnprintf(text_, sizeof(text_), "%lld", static_cast<long long>(value));
            else if constexpr (std::same_as<T, Error>)
                raw::scnprintf(text_, sizeof(text_), "%d", value.to_errno());
            else if constexpr (std::convertible_to<T, std::string_view>)
                show(std::string_view(value));
            else if constexpr (std::is_pointer_v<T>)
                raw::scnprintf(text_, sizeof(text_), "%p", static_cast<const void *>(value));
            else if constexpr (std::same_as<T, std::nullptr_t>)
                raw::scnprintf(text_, sizeof(text_), "nullptr");
            else
                raw::scnprintf(text_, sizeof(text_), "a value");
        }
    }

    const char *c_str() const [[clang::lifetimebound]] { return text_; }

private:
    void show(std::string_view value)
    {
        unsafe("the precision ends the text where the view ends") {
            raw::scnprintf(text_, sizeof(text_), "\"%.*s\"",
                           static_cast<int>(min<size_t>(value.size(), sizeof(text_))),
                           value.data());
        }
    }

    char text_[64]{};
};

/// Calls a case; an error it returns is a failure.
///
/// Context: Process context.
template <auto function> void run(void *raw_test) MAY_SLEEP;

/// The test case that runs. A failed expectation is reported and the case goes on; what makes no
/// sense without the rest is a Result: `TRY`.
class Test {
public:
    Test(const Test &) = delete;
    Test &operator=(const Test &) = delete;

    /// Context: Process context.
    void expect(bool good, std::source_location where = std::source_location::current())
    {
        if (!good)
            fail(where, "expected it to be true");
    }

    /// Not inlined, so that the texts of all values of a case do not add up on its stack.
    ///
    /// Context: Process context.
    template <class A, class B>
    [[gnu::noinline]] void expect_eq(const A &left, const B &right,
                                     std::source_location where = std::source_location::current())
    {
        if (left == right)
            return;
        unsafe("the format fits the values, and KUnit copies the message") {
            kcxx_kunit_fail(test_, where.file_name(), where.line(), "%s is not equal to %s",
                            Shown(left).c_str(), Shown(right).c_str());
        }
    }

    /// Context: Process context.
    template <class A, class B>
    [[gnu::noinline]] void expect_ne(const A &left, const B &right,
                                     std::source_location where = std::source_location::current())
    {
        if (left != right)
            return;
        unsafe("the format fits the values, and KUnit copies the message") {
            kcxx_kunit_fail(test_, where.file_name(), where.line(), "both are %s",
                            Shown(left).c_str());
        }
    }

    /// Expects the failure `error`.
    ///
    /// Context: Process context.
    template <class T>
    void expect_error(const Result<T> &result, Error error,
                      std::source_location where = std::source_location::current())
    {
        if (result)
            fail(where, "expected an error, and it succeeded");
        else
            expect_eq(result.error(), error, where);
    }

    /// Reports a failure that has no expression of its own.
    ///
    /// Context: Process context.
    void fail(std::source_location where, const char *what)
    {
        unsafe("the format fits the value, and KUnit copies the message") {
            kcxx_kunit_fail(test_, where.file_name(), where.line(), "%s", what);
        }
    }

    /// Reports the error that ended a case; where it came from is not known.
    ///
    /// Context: Process context.
    void fail_with(Error error)
    {
        unsafe("the format fits the value, and KUnit copies the message") {
            kcxx_kunit_fail(test_, nullptr, 0, "the case ended with error %d", error.to_errno());
        }
    }

    /// Counts the case as skipped; return from it then.
    ///
    /// Context: Process context.
    void skip(const char *reason)
    {
        unsafe("KUnit copies the reason") {
            kcxx_kunit_skip(test_, reason);
        }
    }

private:
    template <auto function> friend void run(void *raw_test);
    explicit Test(void *test) : test_(test) {}

    void *test_;
};

/// A test case as the C part takes it.
struct Case {
    const char *name;
    void (*run)(void *);
};

/// When the suites of the test module run: with all others, or when they alone are asked for.
enum class Run : bool { always, on_request };

/// A named set of cases.
struct Suite {
    const char *name;
    const Case *cases;
    size_t count;
    Run when = Run::always;
};

template <auto function> void run(void *raw_test)
{
    Test test(raw_test);
    const Result<> result = function(test);
    if (!result)
        test.fail_with(result.error());
}

} // namespace kernel::kunit

/// A case of a table: `constexpr kunit::Case cases[] = {KUNIT_CASE(it_works)};`.
#define KUNIT_CASE(function) (::kernel::kunit::Case{#function, ::kernel::kunit::run<function>})

/// Adds a suite to the test module; its name is its own. A third argument says when it runs.
#define kunit_test_suite(name, cases, ...)                                                         \
    static constexpr ::kernel::kunit::Suite KCXX_CONCAT(kcxx_kunit_suite_, __LINE__){              \
        name, cases, std::size(cases) __VA_OPT__(, ) __VA_ARGS__};                                 \
    [[gnu::used,                                                                                   \
      gnu::section(".kcxx_kunit")]] static constinit const ::kernel::kunit::Suite *const           \
    KCXX_CONCAT(kcxx_kunit_entry_, __LINE__) = &KCXX_CONCAT(kcxx_kunit_suite_, __LINE__)
