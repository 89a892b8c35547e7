// SPDX-License-Identifier: GPL-2.0
// <linux/fs_parser.h>: what a mount may be told, each kind checked before it changes anything.
#pragma once

#include <bindings/fixed_string.hpp>
#include <bindings/result.hpp>
#include <bindings/unsafe.hpp>

#include <array>

namespace kernel {

/// A parameter that is a number: `mount -o max=10`. Its member of Options has it, if `check` says
/// nothing against it.
template <FixedString name_, auto member_, Result<> (*check_)(u32) = nullptr> struct FsNumber {
    static constexpr auto member = member_;
    static constexpr auto check = check_;
    static constexpr raw::fs_parameter_spec spec = {
        .name = name_.text, .type = raw::fs_param_is_u32, .opt = 0, .flags = 0, .data = nullptr};
};

/// A parameter that is one of some words: `mount -o stats=global`. The first word is 1.
template <FixedString name_, auto member_, Result<> (*check_)(u32), FixedString... words>
struct FsWord {
    static constexpr auto member = member_;
    static constexpr auto check = check_;

private:
    static consteval auto make_table()
    {
        std::array<raw::constant_table, sizeof...(words) + 1> table{};
        int value = 0;
        ((table[static_cast<size_t>(value)] = {.name = words.text, .value = value + 1}, value++),
         ...);
        return table;
    }
    static constexpr auto table_ = make_table();

public:
    static constexpr raw::fs_parameter_spec spec = {.name = name_.text,
                                                    .type = raw::fs_param_is_enum,
                                                    .opt = 0,
                                                    .flags = 0,
                                                    .data = table_.data()};
};

/// All parameters of a file system.
template <class Options, class... Parameters> class FsParameters {
public:
    /// The table that C takes.
    static consteval auto make_specs()
    {
        std::array<raw::fs_parameter_spec, sizeof...(Parameters) + 1> table{Parameters::spec...};
        for (size_t i = 0; i < sizeof...(Parameters); i++)
            table[i].opt = static_cast<u8>(i);
        return table;
    }
    static constexpr auto specs = make_specs();

    /// Takes one parameter.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOPARAM (no such one), -EINVAL (no such value, and the log says so), or
    /// what its check says.
    static Result<> parse(raw::fs_context &context, raw::fs_parameter &parameter, Options &options)
        MAY_SLEEP
    {
        unsafe("C gives both for as long as this call takes, and the table ends with an empty "
               "entry") {
            u32 value = 0;
            const int number = raw::fs_parse_u32(&context, specs.data(), &parameter, &value);
            if (number < 0)
                return Error::from_errno(number);
            Result<> result;
            int i = 0;
            (void)((i++ == number && (result = set<Parameters>(options, value), true)) || ...);
            if (!result && result.error() == -EINVAL)
                return Error::from_errno(raw::fs_refuse(&context, &parameter));
            return result;
        }
    }

private:
    template <class Parameter> static Result<> set(Options &options, u32 value) MAY_SLEEP
    {
        if constexpr (Parameter::check != nullptr)
            TRY(Parameter::check(value));
        options.*Parameter::member = value;
        return {};
    }
};

} // namespace kernel
