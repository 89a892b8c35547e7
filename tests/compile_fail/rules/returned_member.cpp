// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'get' returns a borrow of *this, and does not say so [kcxx-returned-borrow]
// why: C returns the default of the structure, which goes with it.
// rust: refused: E0621, another lifetime is required
#include <bindings/vec.hpp>

using namespace kernel;

class Numbers {
public:
#ifdef CONTROL
    std::span<const int> get(std::span<const int> own [[clang::lifetimebound]]) const
        [[clang::lifetimebound]]
#else
    std::span<const int> get(std::span<const int> own [[clang::lifetimebound]]) const
#endif
    {
        return own.empty() ? defaults_.span() : own;
    }

private:
    Vec<int> defaults_;
};
