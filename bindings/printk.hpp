// SPDX-License-Identifier: GPL-2.0
// <linux/printk.h>: the kernel's log. Formats are checked at compile time (format.hpp).
#pragma once

#include <bindings/format.hpp>
#include <bindings/raw.hpp>

namespace kernel {

namespace format {

// What goes through C's ellipsis in place of an argument.
template <class T> constexpr T passed(T value)
{
    return value;
}
inline const void *passed(Error error)
{
    // %pe prints the name of an ERR_PTR.
    return reinterpret_cast<const void *>(static_cast<std::intptr_t>(error.to_errno()));
}

} // namespace format

/// Writes a line to the kernel's log; pr_info() and its like are the usual way.
///
/// Context: Any context.
template <class... Args> void printk(Format<std::type_identity_t<Args>...> text, Args... args)
{
    unsafe("the format was checked against the types of all arguments at compile time") {
        raw::_printk(text.c_str(), format::passed(args)...);
    }
}

/// Whether one more line may be written of what happens too often: ten within five seconds, of all such lines of
/// a module together. What was left out is counted in the log.
///
/// Context: Any context.
inline bool printk_within_limit()
{
    unsafe("its state is static, and has a lock") {
        return raw::printk_within_limit();
    }
}

} // namespace kernel

/// The level of a line, in front of the format of printk().
#define KERN_SOH "\001"
#define KERN_EMERG KERN_SOH "0"
#define KERN_ALERT KERN_SOH "1"
#define KERN_CRIT KERN_SOH "2"
#define KERN_ERR KERN_SOH "3"
#define KERN_WARNING KERN_SOH "4"
#define KERN_NOTICE KERN_SOH "5"
#define KERN_INFO KERN_SOH "6"
#define KERN_DEBUG KERN_SOH "7"
#define KERN_CONT KERN_SOH "c"

/// What every line starts with. As in C: define pr_fmt before the first include for another prefix.
#ifndef pr_fmt
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#endif

/// Writes a line with the module's prefix, at this level.
///
/// Context: Any context.
#define pr_emerg(fmt, ...) ::kernel::printk(KERN_EMERG pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_alert(fmt, ...) ::kernel::printk(KERN_ALERT pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_crit(fmt, ...) ::kernel::printk(KERN_CRIT pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_err(fmt, ...) ::kernel::printk(KERN_ERR pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_warn(fmt, ...) ::kernel::printk(KERN_WARNING pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_notice(fmt, ...) ::kernel::printk(KERN_NOTICE pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)
#define pr_info(fmt, ...) ::kernel::printk(KERN_INFO pr_fmt(fmt) __VA_OPT__(, ) __VA_ARGS__)

/// The same for what may happen too often for the log.
///
/// Context: Any context.
#define pr_err_ratelimited(fmt, ...)                                                               \
    ((void)(::kernel::printk_within_limit() && (pr_err(fmt __VA_OPT__(, ) __VA_ARGS__), true)))
#define pr_warn_ratelimited(fmt, ...)                                                              \
    ((void)(::kernel::printk_within_limit() && (pr_warn(fmt __VA_OPT__(, ) __VA_ARGS__), true)))
