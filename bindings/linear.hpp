// SPDX-License-Identifier: GPL-2.0
// Objects that stand for something that has to be done exactly once: a request that waits for its
// answer, a permission that has to be given back with a result.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/capability.hpp>

#include <utility>

namespace kernel {

/// What a linear class that is made of no other holds: that which is still to be done. The compiler
/// sees to it for local objects and parameters; this does where it cannot see (an object in a
/// std::optional, a Box, a Vec).
///
///     class KCXX_LINEAR Ticket {
///     public:
///         void punch() && { std::move(duty_).done(); }
///
///     private:
///         Duty<"a ticket was dropped that nobody punched"> duty_;
///     };
///
/// Moving hands the duty over. There is no assignment: it would drop what is still to be done.
///
/// Invariant: who ends without having been done or moved from ends in a BUG, with `dropped` as its
/// reason.
template <FixedString dropped> class [[nodiscard]] KCXX_LINEAR Duty {
public:
    constexpr Duty() = default;
    constexpr Duty(Duty &&from) noexcept : is_open_(std::exchange(from.is_open_, false)) {}
    Duty &operator=(Duty &&) = delete;
    constexpr ~Duty()
    {
        if (is_open_) [[unlikely]]
            bug<dropped>();
    }

    /// It was done. A BUG if it was done before, or moved from.
    ///
    /// Context: Any context.
    constexpr void done() &&
    {
        if (!std::exchange(is_open_, false)) [[unlikely]]
            bug<"what has to be done once was done twice">();
    }

private:
    bool is_open_ = true;
};

} // namespace kernel
