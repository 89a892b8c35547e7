// SPDX-License-Identifier: GPL-2.0
// The file that a process opens.
#pragma once

#include <bindings/miscdevice.hpp>
#include <modules/binder/process.hpp>

namespace binder {

/// An open file: the process's way to all others.
class OpenDevice {
public:
    using Device = Context;

    static Result<Box<OpenDevice>> open(File &file, const RefPtr<Context> &context) MAY_SLEEP;
    OpenDevice(RefPtr<Process> &&process, bool nonblocking);
    ~OpenDevice() MAY_SLEEP;

    Result<> mmap(VmArea &area) const MAY_SLEEP { return process_->arena().map(area); }
    Result<Page> fault(size_t page) const MAY_SLEEP { return process_->arena().page(page); }

private:
    Result<> write_read(UserPtr<binder_write_read> user) const MAY_SLEEP;
    Result<> set_max_threads(UserPtr<u32> user) const MAY_SLEEP;
    Result<> set_context_manager(UserPtr<s32>) const MAY_SLEEP;
    Result<> set_context_manager_ext(UserPtr<flat_binder_object> user) const MAY_SLEEP;
    Result<> exit_thread(UserPtr<s32>) const MAY_SLEEP;
    Result<> version(UserPtr<binder_version> user) const MAY_SLEEP;

    RefPtr<Process> process_;
    bool nonblocking_;

public:
    static constexpr auto ioctls = IoctlTable{
        ioctl<BINDER_WRITE_READ, &OpenDevice::write_read>,
        ioctl<BINDER_SET_MAX_THREADS, &OpenDevice::set_max_threads>,
        ioctl<BINDER_SET_CONTEXT_MGR, &OpenDevice::set_context_manager>,
        ioctl<BINDER_SET_CONTEXT_MGR_EXT, &OpenDevice::set_context_manager_ext>,
        ioctl<BINDER_THREAD_EXIT, &OpenDevice::exit_thread>,
        ioctl<BINDER_VERSION, &OpenDevice::version>,
    };
};

/// Does what the commands say, until one of them fails.
///
/// Context: Process context of `thread`. May sleep.
/// Return: nothing, or -EINVAL (no such command), -EFAULT; `consumed` counts what was done.
Result<> write_commands(const Thread &thread, Commands &commands, u64 &consumed) MAY_SLEEP;

/// Tells `thread` what there is, and waits for something if there is nothing.
///
/// Context: as above.
/// Return: nothing, or -EAGAIN (nothing, and it must not wait), -EINTR, -EFAULT.
Result<> read_answers(const Thread &thread, Answers &answers, bool nonblocking) MAY_SLEEP;

} // namespace binder
