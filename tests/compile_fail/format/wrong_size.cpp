// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: integer_has_another_size_than_the_length_modifier_says
// why: C takes half of a register for the whole.
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
    pr_info("%llu\n", number);
    (void)number;
    (void)text;
    (void)user;
}
#endif
