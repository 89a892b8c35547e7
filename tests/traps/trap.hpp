// SPDX-License-Identifier: GPL-2.0
// What is to be trapped at run time, by name.
#pragma once

#include <bindings/lockdep.hpp>
#include <bindings/printk.hpp>
#include <bindings/result.hpp>

#include <string_view>

namespace traps {
using namespace kernel;

/// Code that is in order with some numbers, and has to end in a BUG with others. No compiler knows
/// the number. Its function is not inlined: the call trace has to name it.
template <FixedString name, auto function> struct Trap {
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOENT if the trap has another name, or what failed that is no trap.
    static Result<> spring(std::string_view wanted, int number) MAY_SLEEP
    {
        if (wanted != name.text)
            return -ENOENT;
        const int result = TRY(function(number));
        pr_info("%s %d: %d\n", name.text, number, result);
        return {};
    }

    static void list() { pr_info("has %s\n", name.text); }
};

/// All traps of one area.
template <class... Traps> struct TrapList {
    /// Context: Process context. May sleep.
    /// Return: as Trap::spring().
    static Result<> spring(std::string_view wanted, int number) MAY_SLEEP
    {
        Result<> result = -ENOENT;
        static_cast<void>(
            ((result = Traps::spring(wanted, number), result || result.error() != -ENOENT) || ...));
        return result;
    }

    /// Says in the log which there are.
    static void list() { (Traps::list(), ...); }
};

} // namespace traps
