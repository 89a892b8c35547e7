// SPDX-License-Identifier: GPL-2.0
// <linux/seq_file.h>: the text of a file that is made when somebody reads it.
#pragma once

#include <bindings/minmax.hpp>
#include <bindings/printk.hpp>

#include <string_view>

namespace kernel {

/// The text of a file, as the method that shows it sees it: `void show(SeqFile &) const`.
///
/// A text that outgrows the buffer is shown once more, into a larger one: what show() does besides
/// writing, it may do several times for one read.
class SeqFile {
public:
    explicit SeqFile(raw::seq_file &file [[clang::lifetimebound]]) : file_(file) {}
    SeqFile(const SeqFile &) = delete;
    SeqFile &operator=(const SeqFile &) = delete;

    /// Appends formatted text; the format is checked as that of printk().
    ///
    /// Context: Any context.
    template <class... Args>
    void printf(Format<std::type_identity_t<Args>...> text, Args... args)
    {
        unsafe("the format was checked against the types of all arguments at compile time") {
            raw::seq_printf(&file_, text.c_str(), format::passed(args)...);
        }
    }

    /// Appends `text` as it is.
    ///
    /// Context: Any context.
    void write(std::string_view text)
    {
        unsafe("the view says how long the text is; one that does not fit is shown once more") {
            raw::seq_write(&file_, text.data(), text.size());
        }
    }

    /// How much there is; cut() takes back what was written since. A text that has outgrown its buffer
    /// stays so.
    ///
    /// Context: Any context.
    size_t size() const { return file_.count; }
    void cut(size_t size)
    {
        if (file_.count < file_.size)
            file_.count = min(file_.count, size);
    }

private:
    raw::seq_file &file_;
};

} // namespace kernel
