// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'from' stores a borrow [kcxx-stored-borrow]
// why: C reads the caller's pages in work, where another address space is in place.
// rust: refused: E0106, a stored borrow has a lifetime
#include <bindings/file_operations.hpp>

#include <optional>

using namespace kernel;

struct Job {
    std::optional<PendingKiocb> kiocb;
#ifdef CONTROL
    Vec<char> bytes;
#else
    IovIter &from;
#endif
};

struct Sink {
    static Result<Box<Sink>> open(File &) MAY_SLEEP { return make_box<Sink>(GFP_KERNEL); }

    void write_iter(PendingKiocb kiocb, IovIter &from) const
    {
        std::move(kiocb).complete(from.count());
    }
};

[[maybe_unused]] static constexpr raw::file_operations operations = FileOperations<Sink>::make();
