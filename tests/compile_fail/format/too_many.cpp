// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: more_arguments_than_conversions
// why: C ignores it.
// rust: refused: argument never used
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
    pr_info("%u\n", number, text);
    (void)number;
    (void)text;
    (void)user;
}
#endif
