// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/logs.hpp>

#include <algorithm>

namespace binder {

// Those that somebody still has a handle for, each once.
void Logs::show_dead_nodes(SeqFile &text) const MAY_SLEEP
{
    Vec<u64> shown;
    const auto processes = processes_->all();
    if (!processes)
        return;
    for (const auto &process : *processes) {
        const auto references = process->references().all();
        if (!references)
            return;
        for (const auto &reference : *references) {
            const Node &node = *reference->node();
            if (!node.counts().is_dead || std::ranges::contains(shown, node.id()))
                continue;
            if (shown.empty())
                text.write("dead nodes:\n");
            node.show(text, *processes_);
            if (!shown.push_back(node.id(), GFP_KERNEL))
                return;
        }
    }
}

void Logs::add_to(DebugfsDir &folder) const MAY_SLEEP
{
    folder.create_file<&Logs::show_state>("state", self());
    folder.create_file<&Logs::show_stats>("stats", self());
    folder.create_file<&Logs::show_transactions>("transactions", self());
    folder.create_file<&Logs::show_log>("transaction_log", self());
    folder.create_file<&Logs::show_failed_log>("failed_transaction_log", self());
}

Result<> Logs::add_to(const FsDir &folder) const MAY_SLEEP
{
    TRY(folder.add_file<&Logs::show_state>("state", self()));
    TRY(folder.add_file<&Logs::show_stats>("stats", self()));
    TRY(folder.add_file<&Logs::show_transactions>("transactions", self()));
    TRY(folder.add_file<&Logs::show_log>("transaction_log", self()));
    return folder.add_file<&Logs::show_failed_log>("failed_transaction_log", self());
}

void Logs::show_state(SeqFile &text) const MAY_SLEEP
{
    text.write("binder state:\n");
    show_dead_nodes(text);
    if (const auto processes = processes_->all())
        for (const auto &process : *processes)
            ignore_result(process->show(text, false)); // what there is no memory for is missing
}

void Logs::show_stats(SeqFile &text) const MAY_SLEEP
{
    text.write("binder stats:\n");
    const auto processes = processes_->all();
    if (!processes)
        return;
    const Stats all;
    all.add(processes_->stats_of_gone());
    for (const auto &process : *processes)
        all.add(process->stats());
    all.show(text, "");
    show_objects(text);
    for (const auto &process : *processes)
        ignore_result(process->show_stats(text)); // what there is no memory for is missing
}

void Logs::show_transactions(SeqFile &text) const MAY_SLEEP
{
    text.write("binder transactions:\n");
    if (const auto processes = processes_->all())
        for (const auto &process : *processes)
            ignore_result(process->show(text, true)); // what there is no memory for is missing
}

} // namespace binder
