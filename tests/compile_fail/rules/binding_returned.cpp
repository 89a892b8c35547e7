// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: 'first' returns a borrow of a local variable [kcxx-returned-borrow]
// why: C returns a pointer into the data, and unlocks.
// rust: refused: E0515, cannot return a value that refers to a local variable
#include <bindings/locked.hpp>

using namespace kernel;

struct Pair {
    int first = 0;
    int second = 0;
};

struct Shared {
#ifdef CONTROL
    int first() const
#else
    const int &first() const [[clang::lifetimebound]]
#endif
    {
        auto guard = pair.lock();
        auto &[one, two] = *guard;
        return one;
    }

    Locked<Pair, SpinLock<"sample.pair">> pair;
};
