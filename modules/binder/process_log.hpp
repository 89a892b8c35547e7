// SPDX-License-Identifier: GPL-2.0
// What is said of one process, in files that go with it.
#pragma once

#include <bindings/debugfs.hpp>
#include <bindings/fs_file.hpp>
#include <modules/binder/processes.hpp>

namespace binder {

/// What a process is doing with all devices that it has opened: `proc/` and its number.
class ProcessLog : public RefCounted<ProcessLog> {
public:
    ProcessLog(RefPtr<Processes> &&processes, s32 number)
        : processes_(std::move(processes)), number_(number)
    {}
    ~ProcessLog() MAY_SLEEP {}

    /// Context: Process context. May sleep.
    void show(SeqFile &text) const MAY_SLEEP;

private:
    KeptRef<Processes> processes_;
    s32 number_;
};

/// The files that show it.
struct ProcessLogFiles {
    DebugfsFile in_debugfs;
    FsFile in_mount;
};

} // namespace binder
