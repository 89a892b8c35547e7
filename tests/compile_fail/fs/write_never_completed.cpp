// SPDX-License-Identifier: GPL-2.0
// class: exactly-once
// expect: 'kiocb' ends here, and is not consumed on each path to this place [kcxx-linear]
// why: C returns -EIOCBQUEUED for a request that it has lost on the way.
// rust: none: Rust for Linux has no kiocb that is completed later
#include <bindings/file_operations.hpp>

using namespace kernel;

struct Sink {
    static Result<Box<Sink>> open(File &) MAY_SLEEP { return make_box<Sink>(GFP_KERNEL); }

    void write_iter(PendingKiocb kiocb, IovIter &from) const MAY_SLEEP
    {
        Vec<char> bytes;
        const auto size = from.append_to(bytes, GFP_KERNEL);
#ifdef CONTROL
        if (!size)
            return std::move(kiocb).complete(size.error());
#else
        if (!size)
            return;
#endif
        std::move(kiocb).complete(*size);
    }
};

[[maybe_unused]] static constexpr raw::file_operations operations = FileOperations<Sink>::make();
