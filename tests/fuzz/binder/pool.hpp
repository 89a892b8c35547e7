// SPDX-License-Identifier: GPL-2.0
// What a process remembers of a kind: the last things it has learned.
#pragma once

#include <tests/fuzz/random.hpp>

#include <optional>
#include <vector>

template <class T> class Pool {
public:
    explicit Pool(size_t most = 24) : most_(most) {}

    void add(const T &value)
    {
        if (std::ranges::find(all_, value) != all_.end())
            return;
        if (all_.size() == most_)
            all_.erase(all_.begin());
        all_.push_back(value);
    }

    /// Any of them, the last ones more often.
    std::optional<T> pick(Random &random) const
    {
        if (all_.empty())
            return std::nullopt;
        const size_t few = random.chance(50) ? std::min<size_t>(all_.size(), 4) : all_.size();
        return all_[all_.size() - 1 - random.below(few)];
    }

    /// Takes one out.
    std::optional<T> take(Random &random)
    {
        if (all_.empty())
            return std::nullopt;
        const auto at = all_.begin() + static_cast<std::ptrdiff_t>(random.below(all_.size()));
        const T value = *at;
        all_.erase(at);
        return value;
    }

    void remove(const T &value) { std::erase(all_, value); }
    bool empty() const { return all_.empty(); }

private:
    size_t most_;
    std::vector<T> all_;
};
