// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: view member 'values_' may change an owner [kcxx-stored-borrow]
// why: C hides the pointer through which an array is reallocated in another structure.
// rust: refused: E0596, what is shared is not changed
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
class [[gsl::Pointer]] Cursor {
public:
    explicit Cursor(std::span<int> values [[clang::lifetimebound]]) : values_(values) {}
    int &first() const [[clang::lifetimebound]] { return values_[0]; }

private:
    std::span<int> values_;
};
#else
class [[gsl::Pointer]] Cursor {
public:
    explicit Cursor(Vec<int> &values [[clang::lifetimebound]]) : values_(values) {}
    int &first() const [[clang::lifetimebound]] { return values_[0]; }
    void drop() const { values_ = {}; }

private:
    Vec<int> &values_;
};
#endif

int f(const Cursor &cursor)
{
    int &first = cursor.first();
#ifndef CONTROL
    cursor.drop();
#endif
    return first;
}
