// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: or `void write_iter(PendingKiocb, IovIter &) const`
// why: C lets whoever sees the kiocb complete it.
// rust: none: Rust for Linux has no kiocb that is completed later
#include <bindings/file_operations.hpp>

using namespace kernel;

struct Sink {
    static Result<Box<Sink>> open(File &) MAY_SLEEP { return make_box<Sink>(GFP_KERNEL); }

#ifdef CONTROL
    void write_iter(PendingKiocb kiocb, IovIter &from) const
#else
    void write_iter(PendingKiocb &kiocb, IovIter &from) const
#endif
    {
        std::move(kiocb).complete(from.count());
    }
};

[[maybe_unused]] static constexpr raw::file_operations operations = FileOperations<Sink>::make();
