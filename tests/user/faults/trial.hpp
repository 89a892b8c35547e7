// SPDX-License-Identifier: GPL-2.0
// An operation that is tried with each fault: how it ends, and that nothing is left of it.
#pragma once

#include <tests/user/fault.h>
#include <tests/user/faults/parties.hpp>

#include <functional>
#include <set>

namespace faults {

struct Trial {
    const char *name;
    /// How it ends if something fails: what each party hears, or the errno. All of it has to happen.
    std::set<std::string> ends;
    /// How it may end, too: there are few such points, and how many come before them is the kernel's.
    std::set<std::string> more_ends = {};
    /// What is there when it begins, if that is more than the parties.
    std::function<void()> prepare = [] {};
    /// Return: nothing, or what went wrong.
    std::function<std::string()> run;
    /// What the parties do not do when they settle, before they do.
    ///
    /// Return: nothing, or what went wrong.
    std::function<std::string()> finish = [] { return std::string(); };
};

/// What is tried now, and how it has ended so far.
class Tried {
public:
    Tried(Parties &parties, const Trial &trial) : parties_(parties), trial_(trial)
    {
        // Once without, for what stays: pages.
        trial_.prepare();
        trial_.run();
        settle();
        before_ = parties_.state();
        trial_.prepare();
    }

    int run()
    {
        wrong_ = trial_.run();
        errno = ENOMEM;
        return wrong_.empty() ? 0 : -1;
    }
    /// It has worked in spite of the fault: then all of it.
    int has_worked()
    {
        settle();
        const bool is_well = wrong_.empty() && is_as_before();
        if (!wrong_.empty())
            std::println("it has worked, but: {}", wrong_);
        trial_.prepare();
        return is_well ? 0 : -1;
    }
    int has_failed()
    {
        settle();
        seen_[wrong_]++;
        const bool is_well = is_as_before();
        if (!is_well)
            std::println("after: {}", wrong_);
        trial_.prepare();
        return is_well ? 0 : -1;
    }
    bool has_seen_all() const
    {
        return std::ranges::all_of(trial_.ends,
                                   [this](const auto &end) { return seen_.contains(end); });
    }
    int has_ended_in_all_ways()
    {
        settle();
        auto missing = trial_.ends;
        bool is_well = true;
        for (const auto &[end, times] : seen_) {
            const bool is_right = missing.erase(end) != 0 || trial_.more_ends.contains(end);
            std::println("{}{} times: {}", is_right ? "# " : "wrong: ", times, end);
            is_well = is_well && is_right;
        }
        for (const auto &end : missing)
            std::println("does not happen: {}", end);
        return is_well && missing.empty() ? 0 : -1;
    }

private:
    void settle()
    {
        wrong_ += trial_.finish();
        wrong_ += parties_.settle();
    }
    /// Some of it becomes so a little later. What is not so once, is not waited for again, nor told again.
    bool is_as_before()
    {
        const auto is_as_before = [this] { return parties_.state() == before_; };
        if (is_as_before() || (was_as_before_ && comes_true(is_as_before)))
            return true;
        was_as_before_ = false;
        const auto before = std::exchange(before_, parties_.state());
        std::println("before:\n{}now:\n{}", before, before_);
        return false;
    }

    Parties &parties_;
    const Trial &trial_;
    std::string before_;
    bool was_as_before_ = true;
    std::string wrong_;
    std::map<std::string, int> seen_;
};

/// Lets each allocation and each copy of it fail once.
inline void try_with_each_fault(Parties &parties, const Trial &trial)
{
    static Tried *tried;
    Tried now(parties, trial);
    tried = &now;
    const operation each = {
        .name = trial.name,
        .run = [] { return tried->run(); },
        .errors = static_cast<int>(trial.ends.size()),
        .check = [] { return tried->has_failed(); },
        .undo = [] { return tried->has_worked(); },
        .last = 0,
        .done = [] { return tried->has_ended_in_all_ways(); },
        .other_errors = {},
        .has_seen_all = [] { return tried->has_seen_all(); },
    };
    with_each_fault(&each);
}

} // namespace faults
