// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: unsigned_integer_for_a_signed_conversion
// why: C prints another number.
// rust: none: {} takes sign and size from the argument
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
    pr_info("%d\n", number);
    (void)number;
    (void)text;
    (void)user;
}
#endif
