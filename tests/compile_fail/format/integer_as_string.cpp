// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: argument_is_not_a_string_that_ends_in_nul
// why: C prints whatever lies at that address.
// rust: none: {} prints an integer as an integer
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
    pr_info("%s\n", number);
    (void)number;
    (void)text;
    (void)user;
}
#endif
