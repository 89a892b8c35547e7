// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'data' gives a pointer to text that need not end [kcxx-raw-pointer]
// why: C reads on, and prints what lies behind the text.
// rust: refused: formatting takes &str, which knows its length
#include <bindings/printk.hpp>

#include <string_view>

using namespace kernel;

void say(std::string_view text)
{
#ifdef CONTROL
    for (const char c : text)
        pr_info("%c\n", c);
#else
    pr_info("%s\n", text.data());
#endif
}
