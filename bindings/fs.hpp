// SPDX-License-Identifier: GPL-2.0
// <linux/fs.h>: an open file, and one call to read or write it.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/types.hpp>

namespace kernel {

/// An open file, as its operations see it.
class File {
public:
    explicit File(raw::file &file [[clang::lifetimebound]]) : file_(file) {}
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    /// For C, which may use it for as long as the file is open.
    ///
    /// Context: Any context.
    const raw::file &raw() const [[clang::lifetimebound]] { return file_; }

    /// Whether the caller asked not to wait (O_NONBLOCK).
    ///
    /// Context: Any context.
    bool nonblocking() const { return (file_.f_flags & raw::O_NONBLOCK) != 0; }

    /// Lets callers ask not to wait for each call (RWF_NOWAIT, io_uring): then read_iter and
    /// write_iter heed their kiocb's nonblocking(). Else those callers get -EOPNOTSUPP.
    ///
    /// Context: Process context, in open().
    void set_nowait()
    {
        unsafe("nobody else knows the file while it is opened") {
            raw::file_set_nowait(&file_);
        }
    }

    /// Whether it was opened for reading, for writing.
    ///
    /// Context: Any context.
    bool readable() const { return (static_cast<u32>(file_.f_mode) & raw_mode_read) != 0; }
    bool writable() const { return (static_cast<u32>(file_.f_mode) & raw_mode_write) != 0; }

private:
    // FMODE_READ and FMODE_WRITE carry sparse annotations that are no C++ constants.
    static constexpr u32 raw_mode_read = 1;
    static constexpr u32 raw_mode_write = 2;

    raw::file &file_;
};

/// One read or write call, completed by returning.
class Kiocb {
public:
    explicit Kiocb(raw::kiocb &kiocb [[clang::lifetimebound]]) : kiocb_(kiocb) {}
    Kiocb(const Kiocb &) = delete;
    Kiocb &operator=(const Kiocb &) = delete;

    /// Where in the file it begins; the callee moves it on.
    ///
    /// Context: Any context.
    loff_t &pos() [[clang::lifetimebound]] { return kiocb_.ki_pos; }

    /// Whether the caller asked not to wait (O_NONBLOCK, RWF_NOWAIT): what would wait returns
    /// -EAGAIN instead.
    ///
    /// Context: Any context.
    bool nonblocking() const
    {
        unsafe("the call that it belongs to has its file open") {
            return raw::kiocb_nonblocking(&kiocb_);
        }
    }

private:
    raw::kiocb &kiocb_;
};

} // namespace kernel
