// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: access to union member 'bytes' [kcxx-foreign-code]
// why: C reads a member that is not there.
// rust: refused: E0133, reading a union needs unsafe
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
unsigned int low(unsigned int word)
{
    return word & 0xffu;
}
#else
union Word {
    unsigned int word;
    unsigned char bytes;
};
unsigned int low(Word word)
{
    return word.bytes;
}
#endif
