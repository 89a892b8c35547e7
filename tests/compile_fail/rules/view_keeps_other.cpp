// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'Reader' keeps a borrow of 'bytes', and does not say so [kcxx-returned-borrow]
// why: C keeps pointer and length after the buffer is gone.
// rust: refused: E0106, a lifetime is missing
#include <bindings/types.hpp>

#include <span>

using namespace kernel;

class [[gsl::Pointer]] Reader {
public:
#ifdef CONTROL
    explicit Reader(std::span<const u8> bytes [[clang::lifetimebound]]) : rest_(bytes) {}
#else
    explicit Reader(std::span<const u8> bytes) : rest_(bytes) {}
#endif
    u8 next()
    {
        const u8 first = rest_[0];
        rest_ = rest_.subspan(1);
        return first;
    }

private:
    std::span<const u8> rest_;
};
