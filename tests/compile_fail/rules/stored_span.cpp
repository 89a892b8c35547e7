// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: member 'bytes' stores a borrow [kcxx-stored-borrow]
// why: C keeps pointer and length after the buffer is gone.
// rust: compiles: with a lifetime, which is checked at each use
#include <bindings/vec.hpp>

#include <span>

using namespace kernel;

#ifdef CONTROL
struct Packet {
    Vec<u8> bytes;
};
#else
struct Packet {
    std::span<const u8> bytes;
};
#endif
