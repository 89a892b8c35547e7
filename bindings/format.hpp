// SPDX-License-Identifier: GPL-2.0
// printk's format strings (Documentation/core-api/printk-formats.rst), checked at compile time.
#pragma once

#include <bindings/errno.hpp>
#include <bindings/types.hpp>

#include <concepts>
#include <type_traits>

namespace kernel {

template <class T> class UserPtr;

namespace format {

/// What an argument is to a conversion.
enum class Kind { integer, string, pointer, user_pointer, error, other };

template <class T> inline constexpr bool is_user_pointer = false;
template <class T> inline constexpr bool is_user_pointer<UserPtr<T>> = true;
template <class T> inline constexpr bool is_user_pointer<raw::user_ptr<T>> = true;

template <class T> consteval Kind kind_of()
{
    using Plain = std::remove_cvref_t<T>;
    using Decayed = std::decay_t<T>;
    if constexpr (std::same_as<Plain, Error>)
        return Kind::error;
    else if constexpr (is_user_pointer<Plain>)
        return Kind::user_pointer;
    else if constexpr (std::integral<Plain> || std::is_enum_v<Plain>)
        return Kind::integer;
    else if constexpr (std::same_as<Decayed, const char *> || std::same_as<Decayed, char *>)
        return Kind::string;
    else if constexpr (std::is_pointer_v<Decayed>)
        return Kind::pointer;
    else
        return Kind::other;
}

/// One argument, as far as the check needs it.
struct Argument {
    Kind kind;
    size_t size;
    bool is_signed;
};

template <class T> consteval Argument argument_of()
{
    using Plain = std::remove_cvref_t<T>;
    bool is_signed = false;
    if constexpr (std::is_enum_v<Plain>)
        is_signed = std::is_signed_v<std::underlying_type_t<Plain>>;
    else
        is_signed = std::is_signed_v<Plain>;
    return {kind_of<T>(), sizeof(Plain), is_signed};
}

// Not constexpr: reaching one is a compile error that names it.
void more_conversions_than_arguments();
void more_arguments_than_conversions();
void argument_is_not_an_integer();
void integer_has_another_size_than_the_length_modifier_says();
void signed_integer_for_an_unsigned_conversion();
void unsigned_integer_for_a_signed_conversion();
void argument_is_not_a_string_that_ends_in_nul();
void argument_is_not_a_kernel_pointer();
void user_pointer_must_not_be_printed_as_a_kernel_pointer();
void percent_pe_takes_an_error();
void this_pointer_extension_is_not_supported();
void unknown_conversion();
void star_takes_an_int();

/// Walks a format string and holds each conversion against its argument.
class Checker {
public:
    consteval Checker(const char *text, size_t size, const Argument *arguments, size_t count)
        : text_(text), size_(size), arguments_(arguments), count_(count)
    {}

    consteval void run()
    {
        while (at_ < size_ && text_[at_] != '\0') {
            if (text_[at_++] != '%')
                continue;
            if (peek() == '%')
                at_++;
            else
                conversion();
        }
        if (used_ != count_)
            more_arguments_than_conversions();
    }

private:
    consteval char peek() const { return at_ < size_ ? text_[at_] : '\0'; }

    consteval Argument next()
    {
        if (used_ == count_)
            more_conversions_than_arguments();
        return arguments_[used_++];
    }

    consteval void number_or_star()
    {
        if (peek() == '*') {
            at_++;
            const Argument width = next();
            if (width.kind != Kind::integer || width.size != sizeof(int) || !width.is_signed)
                star_takes_an_int();
        }
        while (peek() >= '0' && peek() <= '9')
            at_++;
    }

    /// Takes the length modifiers that lib/vsprintf.c knows: h, hh, l, ll, z, t.
    ///
    /// Return: the size of the integer that the modifier asks for.
    consteval size_t length()
    {
        const char modifier = peek();
        if (modifier != 'h' && modifier != 'l' && modifier != 'z' && modifier != 't')
            return sizeof(int);
        at_++;
        const bool twice = peek() == modifier && (modifier == 'h' || modifier == 'l');
        if (twice)
            at_++;
        if (modifier == 'h')
            return twice ? sizeof(char) : sizeof(short);
        return sizeof(long);
    }

    consteval void conversion()
    {
        while (peek() == '-' || peek() == '+' || peek() == ' ' || peek() == '#' || peek() == '0')
            at_++;
        number_or_star();
        if (peek() == '.') {
            at_++;
            number_or_star();
        }
        const size_t size = length();
        const char letter = peek();
        at_++;
        switch (letter) {
        case 'd':
        case 'i': return integer(size, Sign::is_signed);
        case 'u': return integer(size, Sign::is_unsigned);
        case 'x':
        case 'X':
        case 'o': return integer(size, Sign::any);
        case 'c': return integer(sizeof(int), Sign::any);
        case 's': return string();
        case 'p': return pointer();
        default: return unknown_conversion();
        }
    }

    enum class Sign { is_signed, is_unsigned, any };

    consteval void integer(size_t size, Sign sign)
    {
        const Argument given = next();
        if (given.kind != Kind::integer)
            argument_is_not_an_integer();
        // What is shorter than int is promoted, and keeps its value.
        const bool promoted = given.size < sizeof(int);
        if ((promoted ? sizeof(int) : given.size) != (size < sizeof(int) ? sizeof(int) : size))
            integer_has_another_size_than_the_length_modifier_says();
        if (promoted)
            return;
        if (sign == Sign::is_signed && !given.is_signed)
            unsigned_integer_for_a_signed_conversion();
        if (sign == Sign::is_unsigned && given.is_signed)
            signed_integer_for_an_unsigned_conversion();
    }

    consteval void string()
    {
        if (next().kind != Kind::string)
            argument_is_not_a_string_that_ends_in_nul();
    }

    consteval void pointer()
    {
        const Kind given = next().kind;
        const bool is_error = peek() == 'e';
        if (is_error)
            at_++;
        // The kernel takes all letters and digits behind %p for its own.
        if ((peek() >= 'a' && peek() <= 'z') || (peek() >= 'A' && peek() <= 'Z') ||
            (peek() >= '0' && peek() <= '9'))
            this_pointer_extension_is_not_supported();
        if (is_error) {
            if (given != Kind::error)
                percent_pe_takes_an_error();
            return;
        }
        if (given == Kind::user_pointer)
            user_pointer_must_not_be_printed_as_a_kernel_pointer();
        if (given != Kind::pointer && given != Kind::string)
            argument_is_not_a_kernel_pointer();
    }

    const char *text_;
    size_t size_;
    const Argument *arguments_;
    size_t count_;
    size_t at_ = 0;
    size_t used_ = 0;
};

} // namespace format

/// A literal format string whose conversions fit arguments of these types.
template <class... Args> class Format {
public:
    template <size_t size> consteval Format(const char (&text)[size]) : text_(text)
    {
        constexpr format::Argument arguments[] = {format::argument_of<Args>()..., {}};
        format::Checker(text, size, arguments, sizeof...(Args)).run();
    }

    constexpr const char *c_str() const { return text_; }

private:
    const char *text_;
};

} // namespace kernel
