// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <bindings/capability.hpp>

#include <cstddef>

namespace kernel {

/// The permission to do what the compiler cannot check. Every raw binding requires it.
struct KCXX_CAPABILITY("unsafe permission") KCXX_REENTRANT UnsafePermission {};
inline constexpr UnsafePermission unsafe_permission{};

/// Why a piece of code is sound: a literal, one line, of at least 12 characters.
class SafetyReason {
public:
    template <std::size_t size> consteval SafetyReason(const char (&text)[size])
    {
        if (size <= 12)
            reason_is_too_short_say_why_this_is_sound();
        for (const char c : text)
            if (c == '\n')
                reason_is_one_line();
    }

private:
    // Not constexpr: reaching one is a compile error that names it.
    static void reason_is_too_short_say_why_this_is_sound();
    static void reason_is_one_line();
};

/// Holds the permission for the block of `unsafe("why") { ... }`. No code comes of it.
class KCXX_SCOPED UnsafeScope {
public:
    [[gnu::always_inline]] explicit constexpr UnsafeScope(SafetyReason)
        KCXX_ACQUIRE_SHARED(unsafe_permission) KCXX_UNANALYSED
    {}
    [[gnu::always_inline]] constexpr ~UnsafeScope() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED {}
    UnsafeScope(const UnsafeScope &) = delete;
    UnsafeScope &operator=(const UnsafeScope &) = delete;
};

} // namespace kernel

/// Behind a function's parameters: its caller takes over a proof that the compiler cannot make.
#define KCXX_UNSAFE_FN KCXX_REQUIRES_SHARED(::kernel::unsafe_permission)

/// unsafe("the reason this is sound") { raw::call(); }
#define unsafe(why) if (const ::kernel::UnsafeScope kcxx_unsafe_scope{why}; true)
