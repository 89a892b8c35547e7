// SPDX-License-Identifier: GPL-2.0
// <linux/sprintf.h>: texts made by printk's formats.
#pragma once

#include <bindings/printk.hpp>

#include <string_view>

namespace kernel {

/// A text of at most `room` characters; what is longer is cut.
///
///     const ShortText<12> name("%d", number);
template <size_t room> class ShortText {
public:
    /// Context: Any context.
    template <class... Args>
    explicit ShortText(Format<std::type_identity_t<Args>...> text, Args... args)
    {
        unsafe("the format was checked at compile time, and C keeps to the room and its NUL") {
            const int length =
                raw::scnprintf(text_, sizeof(text_), text.c_str(), format::passed(args)...);
            size_ = static_cast<size_t>(length);
        }
    }

    std::string_view view() const [[clang::lifetimebound]] { return {text_, size_}; }

private:
    char text_[room + 1];
    size_t size_ = 0;
};

} // namespace kernel
