// SPDX-License-Identifier: GPL-2.0
// For tests of drivers: one that is registered while a case runs, and what its probe was told.
#pragma once

#include <bindings/kunit.hpp>

#include <optional>

namespace kernel {

/// Registers a driver, which probes its devices: `Module` is the DriverModule of its bus.
template <class Module> class Registered {
public:
    static Result<Registered> begin(const auto *ids) MAY_SLEEP
    {
        TRY(to_result(Module::load("kcxx_kunit", ids)));
        return Registered(true);
    }
    Registered(Registered &&from) noexcept
        : is_registered_(std::exchange(from.is_registered_, false))
    {}
    Registered &operator=(Registered &&) = delete;
    ~Registered() MAY_SLEEP { end(); }

    void end() MAY_SLEEP
    {
        if (std::exchange(is_registered_, false))
            Module::unload();
    }

private:
    explicit Registered(bool is_registered) : is_registered_(is_registered) {}

    bool is_registered_;
};

/// The error of an outcome; nothing if it is good.
template <class T> std::optional<Error> error_of(const Result<T> &result)
{
    if (result)
        return std::nullopt;
    return result.error();
}

inline void expect(kunit::Test &test, const std::optional<Error> &got, Error wanted,
                   std::source_location where = std::source_location::current())
{
    test.expect(got == wanted, where);
}

} // namespace kernel
