// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'kiocb' is used after it was consumed [kcxx-linear]
// why: C writes to a kiocb that was freed by its completion.
// rust: none: Rust for Linux has no kiocb that is completed later
#include <bindings/file_operations.hpp>

using namespace kernel;

struct Sink {
    static Result<Box<Sink>> open(File &) MAY_SLEEP { return make_box<Sink>(GFP_KERNEL); }

    void write_iter(PendingKiocb kiocb, IovIter &from) const
    {
        const size_t size = from.count();
#ifdef CONTROL
        kiocb.set_pos(0);
        std::move(kiocb).complete(size);
#else
        std::move(kiocb).complete(size);
        kiocb.set_pos(0);
#endif
    }
};

[[maybe_unused]] static constexpr raw::file_operations operations = FileOperations<Sink>::make();
