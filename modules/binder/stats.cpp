// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/names.h>
#include <modules/binder/stats.hpp>

#include <ranges>
#include <utility>

namespace binder {

namespace {

constexpr std::array<std::string_view, 22> commands{BINDER_COMMAND_NAMES};
constexpr std::array<std::string_view, 23> answers{BINDER_ANSWER_NAMES};
constexpr std::array<std::string_view, 8> kinds{
    "proc", "thread", "node", "ref", "death", "transaction", "transaction_complete", "freeze",
};

constinit const std::array<Atomic<u32>, kinds.size()> made{};
constinit const std::array<Atomic<u32>, kinds.size()> gone{};

template <size_t size>
void show_counts(SeqFile &text, std::string_view prefix,
                 const std::array<std::string_view, size> &names,
                 const std::array<Atomic<u32>, size> &counts)
{
    for (const auto &[name, count] : std::views::zip(names, counts)) {
        if (count.read() == 0)
            continue;
        text.write(prefix);
        text.write(name);
        text.printf(": %u\n", count.read());
    }
}

} // namespace

void Stats::add(const Stats &other) const
{
    for (const auto &[to, from] : std::views::zip(commands_, other.commands_))
        to.add(from.read());
    for (const auto &[to, from] : std::views::zip(answers_, other.answers_))
        to.add(from.read());
}

void Stats::show(SeqFile &text, std::string_view prefix) const
{
    show_counts(text, prefix, commands, commands_);
    show_counts(text, prefix, answers, answers_);
}

void count_made(Kind kind)
{
    made[std::to_underlying(kind)].inc();
}

void count_gone(Kind kind)
{
    gone[std::to_underlying(kind)].inc();
}

void show_objects(SeqFile &text)
{
    for (const auto &[name, all, ended] : std::views::zip(kinds, made, gone)) {
        const u32 now = all.read();
        if (now == 0)
            continue;
        text.write(name);
        text.printf(": active %u total %u\n", now - std::min(now, ended.read()), now);
    }
}

} // namespace binder
