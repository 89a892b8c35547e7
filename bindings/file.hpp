// SPDX-License-Identifier: GPL-2.0
// <linux/file.h>: open files, and the numbers by which a task knows them.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/result.hpp>
#include <bindings/unsafe.hpp>

namespace kernel {

/// A reference to an open file, which keeps it open whatever its descriptors do.
class FileRef {
public:
    /// The file that the calling task knows by `fd`.
    ///
    /// Context: Process context.
    /// Return: a reference, or -EBADF.
    static Result<FileRef> get(u32 fd)
    {
        unsafe("any number may be asked for; the reference is given back with fput()") {
            auto *file = raw::fget(fd);
            if (!file)
                return -EBADF;
            return FileRef(file);
        }
    }

    FileRef(FileRef &&from) noexcept : file_(std::exchange(from.file_, nullptr)) {}
    FileRef &operator=(FileRef &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(file_, from.file_);
        return *this;
    }
    ~FileRef()
    {
        if (!file_)
            return;
        unsafe("this reference is given up, in any context: the release of a file is put off") {
            raw::fput(file_);
        }
    }

    /// For C, which gives the reference back.
    ///
    /// Context: Any context.
    raw::file *into_raw()
    {
        check();
        return std::exchange(file_, nullptr);
    }

    /// For C, which may use it for as long as this lives.
    ///
    /// Context: Any context.
    raw::file &raw() const [[clang::lifetimebound]]
    {
        check();
        return *file_;
    }

private:
    explicit FileRef(raw::file *file) : file_(file) {}

    void check() const
    {
        if (!file_) [[unlikely]]
            bug<"FileRef used after it was moved from">();
    }

    raw::file *file_;
};

/// A descriptor of the calling task that means nothing yet. It becomes a file with install(), or is
/// given back. Another task than the one that took it must not do either: a BUG.
class UnusedFd {
public:
    /// `flags`: 0 or O_CLOEXEC.
    ///
    /// Context: Process context. May sleep.
    /// Return: the lowest that is free, or -EMFILE, -ENOMEM.
    static Result<UnusedFd> get(u32 flags) MAY_SLEEP
    {
        unsafe("a task may take numbers for itself") {
            const int fd = raw::get_unused_fd_flags(flags);
            if (fd < 0)
                return Error::from_errno(fd);
            return UnusedFd(fd);
        }
    }

    UnusedFd(UnusedFd &&from) noexcept : fd_(std::exchange(from.fd_, none)), task_(from.task_) {}
    UnusedFd &operator=(UnusedFd &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(fd_, from.fd_);
        std::swap(task_, from.task_);
        return *this;
    }
    ~UnusedFd()
    {
        if (fd_ == none)
            return;
        check_task();
        unsafe("this task took the number, and it means no file") {
            raw::put_unused_fd(static_cast<u32>(fd_));
        }
    }

    /// Context: Any context.
    u32 number() const
    {
        check();
        return static_cast<u32>(fd_);
    }

    /// From now on it means `file`, for all threads of the process.
    ///
    /// Context: Process context of the task that took it.
    /// Ownership: of the reference: the descriptor's.
    void install(FileRef &&file) &&
    {
        check();
        check_task();
        unsafe("this task took the number, and it means no file; C takes the reference over") {
            raw::fd_install(static_cast<u32>(std::exchange(fd_, none)), file.into_raw());
        }
    }

private:
    static constexpr int none = -1;

    explicit UnusedFd(int fd) : fd_(fd), task_(current_task()) {}

    static const raw::task_struct *current_task()
    {
        unsafe("the address is compared, and nothing else") {
            return raw::get_current();
        }
    }

    void check() const
    {
        if (fd_ == none) [[unlikely]]
            bug<"UnusedFd used after it was moved from">();
    }
    void check_task() const
    {
        if (task_ != current_task()) [[unlikely]]
            bug<"a descriptor was taken by another task">();
    }

    int fd_;
    const raw::task_struct *task_;
};

/// What close(2) does. If that was the last reference to a file, it is released when the task
/// returns to user space, not before: so even the file that is used right now may be closed.
///
/// Context: Process context of a system call. May sleep.
/// Return: nothing; -EBADF (it means no file), or what the file says of its last writes.
inline Result<> close_fd(u32 fd) MAY_SLEEP
{
    unsafe("a task may close what it has") {
        return to_result(raw::close_fd(fd));
    }
}

} // namespace kernel
