// SPDX-License-Identifier: GPL-2.0
// What the orders of a file, taken together, say about two locks.
#pragma once

#include <scripts/plugin/clang.hpp>

namespace kcxx {

class LockRelation {
public:
    /// Adds an order: the names, the first one first.
    void add(const std::vector<std::string> &names);

    bool is_empty() const { return after_.empty(); }
    bool knows(const std::string &name) const { return after_.count(name); }
    /// Whether `second` is to be taken after `first`.
    bool is_before(const std::string &first, const std::string &second) const;

private:
    // Each name with those right behind it in some order.
    std::map<std::string, std::set<std::string>> after_;
};

} // namespace kcxx
