// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'rest_' is given a borrow of 'bytes' [kcxx-stored-borrow]
// why: C sets the pointer of a structure to what ends before it.
// rust: refused: E0621, another lifetime is required
#include <bindings/types.hpp>

#include <span>

using namespace kernel;

class [[gsl::Pointer]] Reader {
public:
    explicit Reader(std::span<const u8> bytes [[clang::lifetimebound]]) : rest_(bytes) {}
#ifdef CONTROL
    void skip(size_t count) { rest_ = rest_.subspan(count); }
#else
    void set(std::span<const u8> bytes) { rest_ = bytes; }
#endif

private:
    std::span<const u8> rest_;
};
