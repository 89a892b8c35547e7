// SPDX-License-Identifier: GPL-2.0
// <linux/moduleparam.h>: parameters of a module that are text.
#pragma once

#include <bindings/moduleparam.hpp>

namespace kernel {

/// A parameter that is a text of less than `size` bytes, given when the module is loaded.
///
///     constinit StringParam<64> devices{"first,second"};
///     module_param(devices, 0444);
template <size_t size> class KCXX_SYNC StringParam {
public:
    static constexpr std::string_view type_name = "charp";
    static constexpr bool changes = false;

    constexpr explicit StringParam(std::string_view initial)
    {
        std::ranges::copy(initial, text_.begin());
    }

    /// Context: Any context, once the module is being loaded.
    std::string_view get() const [[clang::lifetimebound]] { return text_.data(); }

    /// Takes the text that insmod gives.
    ///
    /// Context: Process context, before the module is loaded.
    /// Return: nothing; -EINVAL (none), -ENOSPC (too long): then the text is as before.
    Result<> parse(const char *text)
    {
        if (!text)
            return -EINVAL;
        const std::string_view from(text);
        if (from.size() >= size)
            return -ENOSPC;
        std::ranges::fill(std::ranges::copy(from, text_.begin()).out, text_.end(), '\0');
        return {};
    }

    /// For the kernel: the operations of parameters of this type.
    static constexpr raw::kernel_param_ops operations()
    {
        raw::kernel_param_ops operations{};
        operations.set = set;
        operations.get = show;
        return operations;
    }

private:
    static int set(const char *text, const raw::kernel_param *param)
    {
        return to_errno(static_cast<StringParam *>(param->arg)->parse(text));
    }
    static int show(char *page, const raw::kernel_param *param)
    {
        unsafe("the kernel gives a page to write to, and the text ends in nul") {
            return raw::sysfs_emit(page, "%s\n",
                                   static_cast<const StringParam *>(param->arg)->text_.data());
        }
    }

    std::array<char, size> text_{};
};

} // namespace kernel
