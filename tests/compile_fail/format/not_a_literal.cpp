// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: no matching function for call to 'printk'
// why: C takes any text for a format: %n and %s from outside.
// rust: refused: the format argument must be a string literal
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
    ::kernel::printk(text);
    (void)number;
    (void)text;
    (void)user;
}
#endif
