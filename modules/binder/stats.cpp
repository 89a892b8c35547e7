// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/stats.hpp>

#include <ranges>
#include <utility>

namespace binder {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 22> commands{
    "BC_TRANSACTION",
    "BC_REPLY",
    "BC_ACQUIRE_RESULT",
    "BC_FREE_BUFFER",
    "BC_INCREFS",
    "BC_ACQUIRE",
    "BC_RELEASE",
    "BC_DECREFS",
    "BC_INCREFS_DONE",
    "BC_ACQUIRE_DONE",
    "BC_ATTEMPT_ACQUIRE",
    "BC_REGISTER_LOOPER",
    "BC_ENTER_LOOPER",
    "BC_EXIT_LOOPER",
    "BC_REQUEST_DEATH_NOTIFICATION",
    "BC_CLEAR_DEATH_NOTIFICATION",
    "BC_DEAD_BINDER_DONE",
    "BC_TRANSACTION_SG",
    "BC_REPLY_SG",
    "BC_REQUEST_FREEZE_NOTIFICATION",
    "BC_CLEAR_FREEZE_NOTIFICATION",
    "BC_FREEZE_NOTIFICATION_DONE",
};
constexpr std::array<std::string_view, 23> answers{
    "BR_ERROR",
    "BR_OK",
    "BR_TRANSACTION",
    "BR_REPLY",
    "BR_ACQUIRE_RESULT",
    "BR_DEAD_REPLY",
    "BR_TRANSACTION_COMPLETE",
    "BR_INCREFS",
    "BR_ACQUIRE",
    "BR_RELEASE",
    "BR_DECREFS",
    "BR_ATTEMPT_ACQUIRE",
    "BR_NOOP",
    "BR_SPAWN_LOOPER",
    "BR_FINISHED",
    "BR_DEAD_BINDER",
    "BR_CLEAR_DEATH_NOTIFICATION_DONE",
    "BR_FAILED_REPLY",
    "BR_FROZEN_REPLY",
    "BR_ONEWAY_SPAM_SUSPECT",
    "BR_TRANSACTION_PENDING_FROZEN",
    "BR_FROZEN_BINDER",
    "BR_CLEAR_FREEZE_NOTIFICATION_DONE",
};
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
