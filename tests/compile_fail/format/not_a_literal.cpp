// SPDX-License-Identifier: GPL-2.0
// expect: no matching function for call to 'printk'
// why: C takes any text for a format: %n and %s from outside.
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
