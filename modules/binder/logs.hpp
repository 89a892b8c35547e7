// SPDX-License-Identifier: GPL-2.0
// Files that show what the driver does, as those of the C driver.
#pragma once

#include <bindings/debugfs.hpp>
#include <bindings/libfs.hpp>
#include <modules/binder/processes.hpp>

namespace binder {

class Logs : public RefCounted<Logs> {
public:
    explicit Logs(RefPtr<Processes> &&processes) : processes_(std::move(processes)) {}
    ~Logs() MAY_SLEEP {}

    /// All processes, and what is left of those that are gone: `state`.
    ///
    /// Context: Process context. May sleep.
    void show_state(SeqFile &text) const MAY_SLEEP;
    /// What of that has to do with transactions: `transactions`.
    ///
    /// Context: as above.
    void show_transactions(SeqFile &text) const MAY_SLEEP;
    /// How much was said, by all and by each process: `stats`.
    ///
    /// Context: as above.
    void show_stats(SeqFile &text) const MAY_SLEEP;
    /// The last transactions, and the last that failed: `transaction_log`, `failed_transaction_log`.
    ///
    /// Context: as above.
    void show_log(SeqFile &text) const { processes_->log().show(text); }
    void show_failed_log(SeqFile &text) const { processes_->failed_log().show(text); }

    /// All of them in a folder of debugfs, or of a mount.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM, -EEXIST. debugfs does not say.
    void add_to(DebugfsDir &folder) const MAY_SLEEP;
    Result<> add_to(const FsDir &folder) const MAY_SLEEP;

private:
    void show_dead_nodes(SeqFile &text) const MAY_SLEEP;

    KeptRef<Processes> processes_;
};

} // namespace binder
