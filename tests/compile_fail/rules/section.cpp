// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: attribute 'section' lets the linker decide what is there, and until when [kcxx-foreign-code]
// why: What is __init is gone after init; modpost warns where it sees the call.
// rust: none: #[link_section] is safe to write, before edition 2024
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int first(int number)
{
    return number + 1;
}
#else
[[gnu::section(".init.text")]] int first(int number)
{
    return number + 1;
}
#endif
