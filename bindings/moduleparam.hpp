// SPDX-License-Identifier: GPL-2.0
// <linux/moduleparam.h>: parameters of a module, typed and checked before they change anything.
#pragma once

#include <bindings/module.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <string_view>
#include <type_traits>

namespace kernel {

/// The types that a parameter may have: bool, and integers, which char is none of.
template <class T>
concept ParamType =
    std::integral<T> && std::same_as<T, std::remove_cv_t<T>> && !std::same_as<T, char> &&
    !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> &&
    !std::same_as<T, char32_t>;

/// What modinfo calls a type, as module_param() in C does; what C has no name for by its size.
template <ParamType T> consteval std::string_view param_type_name()
{
    if (std::same_as<T, bool>)
        return "bool";
    switch (sizeof(T)) {
    case 1: return std::is_signed_v<T> ? "sbyte" : "byte";
    case 2: return std::is_signed_v<T> ? "short" : "ushort";
    case 4: return std::is_signed_v<T> ? "int" : "uint";
    default: return std::is_signed_v<T> ? "long" : "ulong";
    }
}

/// A parameter of type T. Its readers and writers may run at any time: it is read and written whole.
///
///     constinit ModuleParam<u32> limit{10, [](u32 value) { return value <= 100; }};
///     module_param(limit, 0644);
template <ParamType T> class KCXX_SYNC ModuleParam {
public:
    static constexpr std::string_view type_name = param_type_name<T>();
    static constexpr bool changes = true;
    using Check = bool (*)(T);

    /// `initial` is the value until somebody sets another; `check` says which are allowed.
    constexpr explicit ModuleParam(T initial, Check check = nullptr)
        : value_(initial), check_(check)
    {}

    /// Context: Any context.
    T get() const { return __atomic_load_n(&value_, __ATOMIC_RELAXED); }

    /// Takes the text that insmod or a write to sysfs gives.
    ///
    /// Context: Process context.
    /// Return: nothing; -EINVAL (no such value, or not allowed), -ERANGE (not a T): then the value
    /// is as before.
    Result<> parse(const char *text)
    {
        const T value = TRY(parsed(text));
        if (check_ && !check_(value))
            return -EINVAL;
        __atomic_store_n(&value_, value, __ATOMIC_RELAXED);
        return {};
    }

    /// For the kernel: the operations of parameters of this type.
    static constexpr raw::kernel_param_ops operations()
    {
        raw::kernel_param_ops operations{};
        // As for C's bool parameters: `insmod x.ko flag` means flag=1.
        operations.flags = std::same_as<T, bool> ? raw::KERNEL_PARAM_OPS_FL_NOARG : 0;
        operations.set = set;
        operations.get = show;
        return operations;
    }

private:
    static Result<T> parsed(const char *text)
    {
        if constexpr (std::same_as<T, bool>) {
            bool value = true;
            if (!text)
                return true;
            unsafe("the kernel gives a text that ends in nul") {
                TRY(to_result(raw::kstrtobool(text, &value)));
            }
            return value;
        } else {
            using Wide = std::conditional_t<std::is_signed_v<T>, long long, unsigned long long>;
            Wide value = 0;
            unsafe("the kernel gives a text that ends in nul") {
                if constexpr (std::is_signed_v<T>)
                    TRY(to_result(raw::kstrtoll(text, 0, &value)));
                else
                    TRY(to_result(raw::kstrtoull(text, 0, &value)));
            }
            if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max())
                return -ERANGE;
            return static_cast<T>(value);
        }
    }

    static int set(const char *text, const raw::kernel_param *param)
    {
        return to_errno(static_cast<ModuleParam *>(param->arg)->parse(text));
    }

    static int show(char *page, const raw::kernel_param *param)
    {
        const T value = static_cast<const ModuleParam *>(param->arg)->get();
        unsafe("the kernel gives a page to write to, and the formats fit the values") {
            if constexpr (std::same_as<T, bool>)
                return raw::sysfs_emit(page, "%c\n", value ? 'Y' : 'N');
            else if constexpr (std::is_signed_v<T>)
                return raw::sysfs_emit(page, "%lld\n", static_cast<long long>(value));
            else
                return raw::sysfs_emit(page, "%llu\n", static_cast<unsigned long long>(value));
        }
    }

    T value_;
    Check check_;
};

/// The operations of a parameter type, once.
template <class Param>
inline constexpr raw::kernel_param_ops module_param_operations = Param::operations();

/// "parmtype=NAME:TYPE", ended by nul, for .modinfo. `prefix` is all but the type.
template <class Param, FixedString prefix> consteval auto param_type_info()
{
    constexpr std::string_view type = Param::type_name;
    std::array<char, sizeof(prefix.text) + type.size()> text{};
    std::ranges::copy(type, std::ranges::copy(std::string_view(prefix.text), text.begin()).out);
    return text;
}

/// Whether sysfs may let these write a parameter of this type.
template <class Param> consteval bool param_may_be_written(unsigned int mode)
{
    return Param::changes || (mode & 0222) == 0;
}

/// Permissions that sysfs allows, as VERIFY_OCTAL_PERMISSIONS: nobody but root may write, and who
/// may write may read.
consteval bool param_permissions_are_sane(unsigned int mode)
{
    return mode <= 0777 && (mode & 0022) == 0 && (mode & 0111) == 0 &&
           (mode >> 6 & 4) >= (mode >> 3 & 4) && (mode >> 3 & 4) >= (mode & 4) &&
           ((mode & 0200) == 0 || (mode & 0400) != 0);
}

} // namespace kernel

/// Makes `variable`, a ModuleParam at namespace scope, a parameter under its own name, with the
/// permissions of its file in sysfs (0: no file).
#define module_param(variable, permissions)                                                        \
    static_assert(::kernel::param_permissions_are_sane(permissions),                               \
                  "permissions of a parameter: octal, not executable, writable for root alone");   \
    static_assert(::kernel::param_may_be_written<decltype(variable)>(permissions),                 \
                  "a text is given when the module is loaded, and stays as it is");                \
    static constexpr char kcxx_param_name_##variable[] = #variable;                                \
    [[gnu::used, gnu::section(".modinfo"),                                                         \
      gnu::aligned(1)]] static constexpr auto kcxx_param_type_##variable =                         \
        ::kernel::param_type_info<decltype(variable), "parmtype=" #variable ":">();                \
    [[gnu::used, gnu::section("__param"),                                                          \
      gnu::aligned(                                                                                \
          8)]] static constinit const ::kernel::raw::kernel_param kcxx_param_##variable = {        \
        kcxx_param_name_##variable,                                                                \
        &::kernel::raw::__this_module,                                                             \
        &::kernel::module_param_operations<decltype(variable)>,                                    \
        permissions,                                                                               \
        -1,                                                                                        \
        0,                                                                                         \
        {&variable}}

/// What modinfo says of a parameter.
#define MODULE_PARM_DESC(variable, text)                                                           \
    KCXX_MODULE_INFO(KCXX_CONCAT(kcxx_modinfo_, __COUNTER__), "parm", #variable ":" text)
