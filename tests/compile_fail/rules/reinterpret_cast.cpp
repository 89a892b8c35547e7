// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: reinterpret_cast [kcxx-cast]
// why: C takes any bytes for any object.
// rust: refused: E0133, transmute() is unsafe
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
unsigned int first(const unsigned int &word)
{
    return word;
}
#else
unsigned int first(const float &word)
{
    return reinterpret_cast<const unsigned int &>(word);
}
#endif
