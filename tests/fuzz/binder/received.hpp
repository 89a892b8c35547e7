// SPDX-License-Identifier: GPL-2.0
// What a process has received and not freed. Nobody may change it until then: it is looked at again.
#pragma once

#include <tests/fuzz/binder/memory_reader.hpp>
#include <tests/fuzz/random.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string_view>

class Received {
public:
    /// A point in time, between what threads do.
    uint64_t now() { return ++now_; }

    /// Received at `address` by who began to hear at `since`.
    void add(uint64_t address, size_t size, uint64_t since, const MemoryReader &reader)
    {
        Place place{.size = size, .sum = {}};
        // What was freed by its address alone, on the way, may be anything by now.
        if (is_trusted_ && !was_freed(address, since))
            place.sum = sum(address, size, reader);
        lent_[address] = place;
    }

    /// One of them, or of those that were freed before.
    std::optional<uint64_t> pick(Random &random) const { return pick(random, lent_); }
    std::optional<uint64_t> pick_freed(Random &random) const { return pick(random, freed_); }

    size_t size() const { return lent_.size(); }

    /// Whether it is what it was.
    bool is_whole(uint64_t address, const MemoryReader &reader) const
    {
        const auto at = lent_.find(address);
        if (at == lent_.end() || !at->second.sum)
            return true;
        const auto now = sum(address, at->second.size, reader);
        return !now || *now == *at->second.sum;
    }

    bool are_whole(const MemoryReader &reader) const
    {
        return std::ranges::all_of(
            lent_, [&](const auto &place) { return is_whole(place.first, reader); });
    }

    /// From here to the end, a thread tells the driver to free what is at the address.
    void begin_free(uint64_t address)
    {
        lent_.erase(address);
        freed_[address].under_way++;
    }
    void end_free(uint64_t address)
    {
        Freed &freed = freed_[address];
        freed.under_way--;
        freed.last = ++now_;
    }
    bool was_freed(uint64_t address, uint64_t since) const
    {
        const auto freed = freed_.find(address);
        return freed != freed_.end() && (freed->second.under_way > 0 || freed->second.last > since);
    }

    /// It cannot be told any more who frees what, or what is where.
    void trust_no_more()
    {
        is_trusted_ = false;
        for (auto &[address, place] : lent_)
            place.sum.reset();
    }

private:
    struct Place {
        size_t size;
        std::optional<uint64_t> sum;
    };
    struct Freed {
        unsigned under_way = 0;
        uint64_t last = 0;
    };

    template <class Places>
    static std::optional<uint64_t> pick(Random &random, const Places &from)
    {
        if (from.empty())
            return std::nullopt;
        return std::next(from.begin(), static_cast<std::ptrdiff_t>(random.below(from.size())))
            ->first;
    }

    static std::optional<uint64_t> sum(uint64_t address, size_t size, const MemoryReader &reader)
    {
        const auto bytes = reader.read(address, size);
        if (bytes.size() < std::min(size, MemoryReader::most))
            return std::nullopt;
        return std::hash<std::string_view>()(
            {reinterpret_cast<const char *>(bytes.data()), bytes.size()});
    }

    bool is_trusted_ = true;
    uint64_t now_ = 0;
    std::map<uint64_t, Place> lent_;
    std::map<uint64_t, Freed> freed_;
};
