// SPDX-License-Identifier: GPL-2.0
// For tests of reads and writes: a caller's side made here, as C++ does not see struct iov_iter.
#pragma once

#include <bindings/uio.hpp>

extern "C" {
/// Calls `use(iterator, context)` with an iterator over `size` bytes, of the kernel's or of a user's
/// (which are not touched here); `source` says whether they are offered, or asked for.
///
/// Context: As `use`.
void kcxx_kunit_with_iov_iter(bool user, bool source, void *data, size_t size,
                              void (*use)(kernel::raw::iov_iter *, void *), void *context)
    KCXX_UNSAFE_FN;
}

namespace kernel {

/// Whose memory a call is about, and what it does with it.
enum class CallerSide { kernel_reads, kernel_writes, user_reads, user_writes };

/// Calls `function(raw::iov_iter &)` with the side of a caller whose memory is `memory`.
///
/// Context: Process context. May sleep.
template <class F> void with_caller(CallerSide side, std::span<char> memory, F &&function) MAY_SLEEP
{
    using Function = std::remove_reference_t<F>;
    const bool user = side == CallerSide::user_reads || side == CallerSide::user_writes;
    const bool source = side == CallerSide::kernel_writes || side == CallerSide::user_writes;
    auto use = [](raw::iov_iter *iter, void *context)
                   MAY_SLEEP { (*static_cast<Function *>(context))(*iter); };
    unsafe("the iterator is over the whole span, and lives as long as the call") {
        kcxx_kunit_with_iov_iter(user, source, memory.data(), memory.size(), use, &function);
    }
}

} // namespace kernel
