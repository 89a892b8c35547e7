// SPDX-License-Identifier: GPL-2.0
#include <scripts/plugin/lock_relation.hpp>

namespace kcxx {

void LockRelation::add(const std::vector<std::string> &names)
{
    for (size_t i = 0; i < names.size(); i++) {
        auto &behind = after_[names[i]];
        if (i + 1 < names.size())
            behind.insert(names[i + 1]);
    }
}

bool LockRelation::is_before(const std::string &first, const std::string &second) const
{
    std::set<std::string> seen;
    std::vector<std::string> open{first};
    while (!open.empty()) {
        const auto found = after_.find(open.back());
        open.pop_back();
        if (found == after_.end())
            continue;
        for (const auto &name : found->second) {
            if (name == second)
                return true;
            if (seen.insert(name).second)
                open.push_back(name);
        }
    }
    return false;
}

} // namespace kcxx
