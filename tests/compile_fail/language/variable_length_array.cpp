// SPDX-License-Identifier: GPL-2.0
// class: stack-overflow
// expect: variable length array
// why: C lets the caller say how much of 16 KiB of stack to take.
// rust: refused: E0435, a length is a constant
#include <bindings/vec.hpp>

using namespace kernel;

void use(std::span<u8> bytes);

#ifdef CONTROL
Result<> f(size_t size)
{
    Vec<u8> bytes;
    TRY(bytes.resize(size, GFP_ATOMIC));
    use(bytes);
    return {};
}
#else
void f(size_t size)
{
    u8 bytes[size];
    use(bytes);
}
#endif
