// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: tasks may share an open file, so that what it changes must be Locked or Atomic
// why: C changes private_data in two tasks at once.
// rust: refused: E0594, nothing behind a shared reference is assigned to
#include <bindings/file_operations.hpp>

using namespace kernel;

struct Counter {
    static Result<Box<Counter>> open(File &) MAY_SLEEP { return make_box<Counter>(GFP_KERNEL); }

#ifdef CONTROL
    Result<size_t> read_iter(Kiocb &, IovIter &) const { return 0uz; }
#else
    Result<size_t> read_iter(Kiocb &, IovIter &)
    {
        reads++;
        return 0uz;
    }
    size_t reads = 0;
#endif
};

[[maybe_unused]] static constexpr raw::file_operations operations = FileOperations<Counter>::make();
