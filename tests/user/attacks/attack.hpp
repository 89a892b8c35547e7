// SPDX-License-Identifier: GPL-2.0
// An attack on the driver, and whether it has survived. What other drivers do otherwise is on lines that
// begin with "~".
#pragma once

#include <tests/user/attacks/bystanders.hpp>
#include <tests/user/attacks/counts.hpp>
#include <tests/user/attacks/talker.hpp>
#include <tests/user/comes_true.hpp>

/// Seconds that an attack may take.
inline constexpr unsigned longest = 60;

class Attacks {
public:
    Attacks() : bystanders_(device)
    {
        // The manager that they met by may not be gone yet.
        comes_true([] { return counts(0)["proc"] == "2"; });
        before_ = counts(bystanders_.service());
    }

    /// Lets one go; who waits for what does not come has failed.
    void run(const char *name, void (*attack)())
    {
        std::println("==== {}", name);
        alarm(longest);
        attack();
        Counts now;
        const bool is_clean = comes_true([&] {
            now = counts(bystanders_.service());
            return now == before_;
        });
        std::println("-- afterwards {}",
                     bystanders_.answers() ? "all is well" : "answers are wrong");
        if (!is_clean)
            print_changes(now);
        before_ = now;
    }

private:
    void print_changes(Counts &now)
    {
        for (const auto &[name, count] : now)
            if (before_[name] != count)
                std::println("~ {}: {} in place of '{}'", name, count, before_[name]);
        for (const auto &[name, count] : before_)
            if (!now.contains(name))
                std::println("~ {}: none in place of {}", name, count);
    }

    Bystanders bystanders_;
    Counts before_;
};
