// SPDX-License-Identifier: GPL-2.0
// In which order locks are taken: declared once, checked by the compiler plugin (rule `lock-order`) in
// every function, and by lockdep (<linux/lockdep.h>) when they are taken.
#pragma once

#include <bindings/fixed_string.hpp>

#include <string_view>

namespace kernel {

/// The order in which a module takes its locks, by their names, the first one first:
///
///     using LockOrder = kernel::LockOrder<"binder.process", "binder.node", "binder.allocation">;
///
/// Each may be left out, none may be taken while one behind it is held. A module may have several
/// orders, which hold together. Locks that orders name but do not relate are not taken together.
template <FixedString... names> struct LockOrder {
    static_assert(sizeof...(names) > 1, "an order is one of two locks or more");

    /// Whether no name is there twice.
    static consteval bool is_order()
    {
        const std::string_view all[] = {names.text...};
        for (size_t i = 0; i < sizeof...(names); i++)
            for (size_t j = 0; j < i; j++)
                if (all[i] == all[j])
                    return false;
        return true;
    }
    static_assert(is_order(), "a lock has one place in an order");
};

} // namespace kernel

/// Behind a function's parameters: it takes locks of these names, or what it calls does. Functions say
/// so that other files call, or that are virtual, if an order names the locks.
#define LOCKS(...) __attribute__((annotate("kcxx::locks", __VA_ARGS__)))
