// SPDX-License-Identifier: GPL-2.0
// All processes that have opened a device, whichever: what is said of a process by its number.
#pragma once

#include <bindings/debugfs.hpp>
#include <bindings/list.hpp>
#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/process.hpp>

namespace binder {

class Processes : public RefCounted<Processes> {
public:
    explicit Processes(DebugfsDir &&folder) : folder_(std::move(folder)) {}
    ~Processes() MAY_SLEEP {}

    /// Context: Process context. May sleep.
    /// Return: whether it is the only one of its number.
    bool add(RefPtr<Process> process) const MAY_SLEEP;
    void remove(const Process &process) const MAY_SLEEP;

    /// BINDER_FREEZE.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no such process), -EAGAIN (it has calls), -ERESTARTSYS, -ENOMEM.
    Result<> freeze(const binder_freeze_info &info) const MAY_SLEEP;

    /// BINDER_GET_FROZEN_INFO.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no such process), -ENOMEM.
    Result<> frozen_info(binder_frozen_status_info &info) const MAY_SLEEP;

    /// All of them, or those with a number, the latest first.
    ///
    /// Context: Process context. May sleep.
    /// Return: the processes; -ENOMEM, -EINVAL (none has the number).
    Result<Vec<RefPtr<Process>>> all() const MAY_SLEEP;
    Result<Vec<RefPtr<Process>>> with_number(s32 number) const MAY_SLEEP;

    /// How many pages they have, about; and gives up to `most` back, first what was not used lately: for a
    /// Shrinker.
    ///
    /// Context: Process context, also where memory is reclaimed. May sleep.
    /// Return: how many.
    size_t count_objects() const;
    size_t scan_objects(size_t most) const MAY_SLEEP;

    /// What those have said that are gone.
    const Stats &stats_of_gone() const [[clang::lifetimebound]] { return stats_of_gone_; }

    /// What was sent last, and what of that failed.
    const TransactionLog &log() const [[clang::lifetimebound]] { return log_; }
    const TransactionLog &failed_log() const [[clang::lifetimebound]] { return failed_log_; }

    /// Where each process has a file.
    const DebugfsDir &folder() const [[clang::lifetimebound]] { return folder_; }

private:
    DebugfsDir folder_;
    Stats stats_of_gone_;
    TransactionLog log_;
    TransactionLog failed_log_;
    Locked<List<RefPtr<Process>, &Process::of_all>, Mutex<"binder.processes">> all_;
};

} // namespace binder
