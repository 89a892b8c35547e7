// SPDX-License-Identifier: GPL-2.0
// A device, and the file that a process has when it has opened it.
#pragma once

#include <bindings/fs.hpp>
#include <modules/binder/process_log.hpp>

namespace binder {

/// Something in a file system that a process can open.
class Device : public RefCounted<Device> {
public:
    explicit Device(RefPtr<Context> &&context) : context_(std::move(context)) {}
    virtual ~Device() MAY_SLEEP = default;

    const KeptRef<Context> &context() const [[clang::lifetimebound]] { return context_; }

    /// Shows what is said of a process in the mount of the file that it has opened.
    ///
    /// Context: Process context. May sleep.
    /// Return: the file; -ENOENT (not in a mount that has logs), -ENOMEM.
    virtual Result<FsFile> add_log(const File &, std::string_view, RefPtr<ProcessLog>) const
        MAY_SLEEP
    {
        return -ENOENT;
    }

private:
    KeptRef<Context> context_;
};

/// What the kernel's C returns: 0, or -errno.
///
/// Context: Any context.
inline s32 errno_of(const Result<> &result)
{
    return result ? 0 : result.error().to_errno();
}

/// An open file: the process's way to all others.
class OpenDevice {
public:
    using Device = binder::Device;

    static Result<Box<OpenDevice>> open(File &file, const RefPtr<Device> &device) MAY_SLEEP;
    explicit OpenDevice(RefPtr<Process> &&process) : process_(std::move(process)) {}
    ~OpenDevice() MAY_SLEEP;

    Result<> mmap(VmArea &area) const MAY_SLEEP;
    Result<> fault(VmFault &fault) const MAY_SLEEP { return process_->arena().fault(fault); }
    void unmapped() const MAY_SLEEP { process_->arena().unmapped(); }
    Poll poll(PollTable &table) const MAY_SLEEP { return process_->poll(table); }
    Result<> flush() const MAY_SLEEP;

    /// Context: Any context.
    static void ioctl_begins(u32 command, unsigned long argument)
    {
        TRACE(binder_ioctl, command, argument);
    }
    static void ioctl_ends(const Result<> &result) { TRACE(binder_ioctl_done, errno_of(result)); }

private:
    template <class F> Result<> as_thread(F &&use) const MAY_SLEEP;
    Result<> write_read(const File &file, UserPtr<binder_write_read> user) const MAY_SLEEP;
    Result<> set_max_threads(UserPtr<u32> user) const MAY_SLEEP;
    Result<> set_context_manager(UserPtr<s32>) const MAY_SLEEP;
    Result<> set_context_manager_ext(UserPtr<flat_binder_object> user) const MAY_SLEEP;
    Result<> exit_thread(UserPtr<s32>) const MAY_SLEEP;
    Result<> version(UserPtr<binder_version> user) const MAY_SLEEP;
    Result<> node_debug_info(binder_node_debug_info &info) const MAY_SLEEP;
    Result<> node_info_for_ref(binder_node_info_for_ref &info) const MAY_SLEEP;
    Result<> enable_spam_detection(const u32 &enable) const MAY_SLEEP;
    Result<> extended_error(binder_extended_error &error) const MAY_SLEEP;
    Result<> freeze(const binder_freeze_info &info) const MAY_SLEEP;
    Result<> frozen_info(binder_frozen_status_info &info) const MAY_SLEEP;

    KeptRef<Process> process_;
    ProcessLogFiles logs_;

public:
    static constexpr auto ioctls = IoctlTable{
        ioctl<BINDER_WRITE_READ, &OpenDevice::write_read>,
        ioctl<BINDER_SET_MAX_THREADS, &OpenDevice::set_max_threads>,
        ioctl<BINDER_SET_CONTEXT_MGR, &OpenDevice::set_context_manager>,
        ioctl<BINDER_SET_CONTEXT_MGR_EXT, &OpenDevice::set_context_manager_ext>,
        ioctl<BINDER_THREAD_EXIT, &OpenDevice::exit_thread>,
        ioctl<BINDER_VERSION, &OpenDevice::version>,
        ioctl<BINDER_GET_NODE_DEBUG_INFO, &OpenDevice::node_debug_info>,
        ioctl<BINDER_GET_NODE_INFO_FOR_REF, &OpenDevice::node_info_for_ref>,
        ioctl<BINDER_ENABLE_ONEWAY_SPAM_DETECTION, &OpenDevice::enable_spam_detection>,
        ioctl<BINDER_GET_EXTENDED_ERROR, &OpenDevice::extended_error>,
        ioctl<BINDER_FREEZE, &OpenDevice::freeze>,
        ioctl<BINDER_GET_FROZEN_INFO, &OpenDevice::frozen_info>,
    };
    static constexpr Errno no_such_ioctl = EINVAL;
};

// Whatever a thread asks for, it is known from then on, and returns to user space.
template <class F> Result<> OpenDevice::as_thread(F &&use) const MAY_SLEEP
{
    const auto thread = TRY(process_->current_thread());
    const Result<> result = use(*thread);
    thread->has_returned();
    return result;
}

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
