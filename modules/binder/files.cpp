// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/arena.hpp>
#include <modules/binder/files.hpp>

namespace binder {

Result<> Files::add(FileRef file, size_t offset, bool is_in_array) MAY_SLEEP
{
    return sent_.push_back({.offset = offset,
                            .is_in_array = is_in_array,
                            .file = std::move(file),
                            .fd = {},
                            .number = 0},
                           GFP_KERNEL);
}

Result<> Files::reserve(const Arena &arena, const Allocation &allocation) MAY_SLEEP
{
    for (Sent &sent : sent_) {
        sent.fd = TRY(UnusedFd::get(raw::O_CLOEXEC));
        sent.number = sent.fd->number();
        TRACE(binder_transaction_fd_recv, allocation.terms().id, sent.number,
              sent.offset - allocation.offset());
        TRY(arena.write(sent.offset, sent.number));
    }
    return {};
}

void Files::install()
{
    for (Sent &sent : sent_) {
        if (sent.fd && sent.file)
            std::move(*sent.fd).install(std::move(*sent.file));
        sent.fd.reset();
        sent.file.reset();
    }
}

bool Files::close() MAY_SLEEP
{
    bool closed = false;
    for (const Sent &sent : sent_) {
        if (!sent.is_in_array || sent.file)
            continue;
        ignore_result(close_fd(sent.number)); // the process may have closed it itself
        closed = true;
    }
    return closed;
}

} // namespace binder
