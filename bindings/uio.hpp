// SPDX-License-Identifier: GPL-2.0
// <linux/uio.h>: the bytes that a read or write call is about, wherever they lie.
#pragma once

#include <bindings/vec.hpp>

namespace kernel {

/// The caller's side of a read_iter or write_iter. Each copy moves on in it.
class IovIter {
public:
    explicit IovIter(raw::iov_iter &iter [[clang::lifetimebound]]) : iter_(iter) {}
    IovIter(const IovIter &) = delete;
    IovIter &operator=(const IovIter &) = delete;

    /// How many bytes the caller still asks for or offers.
    ///
    /// Context: Any context.
    size_t count() const
    {
        unsafe("the iterator lives as long as the call it belongs to") {
            return raw::iov_iter_count(&iter_);
        }
    }

    /// Answers a read of `data` at `pos`, and moves `pos` on: as simple_read_from_buffer().
    ///
    /// Context: Process context. May sleep.
    /// Return: the number of bytes, 0 at the end, or -EINVAL (a negative position), -EFAULT.
    Result<size_t> simple_read_from(loff_t &pos, std::span<const char> data) MAY_SLEEP
    {
        if (pos < 0)
            return -EINVAL;
        const auto begin = static_cast<size_t>(pos);
        if (begin >= data.size() || count() == 0)
            return 0uz;
        const auto wanted = data.subspan(begin, min(data.size() - begin, count()));
        unsafe("the span is what may be read, and the iterator knows its own end") {
            const size_t copied = raw::copy_to_iter(wanted.data(), wanted.size(), &iter_);
            if (copied == 0)
                return -EFAULT;
            pos += static_cast<loff_t>(copied);
            return copied;
        }
    }

    /// Appends what the caller offers to `text`: all of it, or `most` bytes.
    ///
    /// Context: Process context. May sleep.
    /// Return: the number of bytes, or -ENOMEM, -EFAULT, and then `text` is as before.
    Result<size_t> append_to(Vec<char> &text, Gfp gfp) MAY_SLEEP
    {
        return append_to(text, ~0uz, gfp);
    }
    Result<size_t> append_to(Vec<char> &text, size_t most, Gfp gfp) MAY_SLEEP
    {
        const size_t offered = min(count(), most);
        unsafe("the room is as large as what is copied, and all of it was written if that "
               "succeeds") {
            const auto room = TRY(text.spare(offered, gfp));
            if (!raw::copy_from_iter_full(room.data(), room.size(), &iter_))
                return -EFAULT;
            text.extend(offered);
        }
        return offered;
    }

private:
    raw::iov_iter &iter_;
};

} // namespace kernel
