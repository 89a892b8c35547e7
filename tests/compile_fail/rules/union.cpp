// SPDX-License-Identifier: GPL-2.0
// expect: access to union member 'bytes' [kcxx-foreign-code]
// why: C reads a member that is not there.
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
