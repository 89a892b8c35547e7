// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'name' stores a borrow [kcxx-stored-borrow]
// why: C keeps a pointer that may be null, too.
// rust: compiles: with a lifetime, which is checked at each use
#include <bindings/vec.hpp>

#include <optional>
#include <string_view>

using namespace kernel;

#ifdef CONTROL
struct Entry {
    Vec<char> name;
};
#else
struct Entry {
    std::optional<std::string_view> name;
};
#endif
