// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: more_conversions_than_arguments
// why: C prints what is left on the stack.
// rust: refused: the format string wants more arguments
#include <bindings/printk.hpp>
#include <bindings/uaccess.hpp>

using namespace kernel;

#ifdef CONTROL
void say(unsigned int number, const char *text, UserPtr<int> user)
{
    pr_info("%u %s\n", number, text);
    (void)user;
}
#else
void say(unsigned int number, const char *text, UserPtr<int> user)
{
    pr_info("%u %s\n", number);
    (void)number;
    (void)text;
    (void)user;
}
#endif
