// SPDX-License-Identifier: GPL-2.0
// class: stack-overflow
// expect: stack frame size
// why: C takes 4 KiB of 16 KiB of stack; CONFIG_FRAME_WARN warns from 2 KiB on.
// rust: compiles: rustc has no such check; objtool and CONFIG_FRAME_WARN see C alone
#include <bindings/types.hpp>

#include <array>
#include <span>

using namespace kernel;

void use(std::span<u8> bytes);

#ifdef CONTROL
void f()
{
    std::array<u8, 64> bytes{};
    use(bytes);
}
#else
void f()
{
    std::array<u8, 4096> bytes{};
    use(bytes);
}
#endif
