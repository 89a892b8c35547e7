// SPDX-License-Identifier: GPL-2.0
// What changes something while something fails: an error leaves all as it was, or it has all of what was asked for.
#pragma once

#include <tests/user/fault.h>

#include <functional>
#include <string>

namespace faults {

struct Change {
    const char *name;
    int errors; // at least so many
    /// 0, or -1 and errno.
    std::function<int()> run;
    /// Whether all of it has happened.
    std::function<bool()> is_done;
    std::function<void()> undo;
    std::function<std::string()> state;
    /// What it needs each time.
    std::function<void()> prepare = [] {};
    /// Whether nothing is left of those that failed.
    std::function<bool()> is_well = [] { return true; };
    int other_error = 0; // besides ENOMEM and EFAULT
};

inline void tell_of_both(const char *name, const std::string &before, const std::string &now)
{
    std::printf("%s: before: %s\n%s: now: %s\n", name, before.c_str(), name, now.c_str());
}

/// Lets each allocation and each copy of it fail once.
inline void try_with_each_fault(const Change &change)
{
    static const Change *now;
    static std::string before;
    static const auto begin_anew = [] {
        now->prepare();
        before = now->state();
    };
    now = &change;
    begin_anew();
    const operation each = {
        .name = change.name,
        .run = [] { return now->run(); },
        .errors = change.errors,
        .check =
            [] {
                const auto is = now->state();
                // The last copy is that of the answer.
                const bool is_done = is != before && now->is_done();
                if (is_done)
                    now->undo();
                if (is != before && !is_done)
                    tell_of_both(now->name, before, is);
                const bool is_well = is == before || is_done;
                begin_anew();
                return is_well ? 0 : -1;
            },
        .undo =
            [] {
                const bool is_done = now->is_done();
                now->undo();
                begin_anew();
                return is_done ? 0 : -1;
            },
        .last = 0,
        .done = [] { return now->is_well() ? 0 : -1; },
        .other_errors = {change.other_error},
        .has_seen_all = nullptr,
    };
    with_each_fault(&each);
}

/// A descriptor that is free, and the next to be given.
inline int next_descriptor()
{
    const int next = dup(0);
    close(next);
    return next;
}

} // namespace faults
