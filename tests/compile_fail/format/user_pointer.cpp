// SPDX-License-Identifier: GPL-2.0
// class: format-string
// expect: user_pointer_must_not_be_printed_as_a_kernel_pointer
// why: C prints a user address as if it were the kernel's own.
// rust: refused: E0277, UserPtr cannot be formatted
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
    pr_info("%p\n", user);
    (void)number;
    (void)text;
    (void)user;
}
#endif
