// SPDX-License-Identifier: GPL-2.0
#include <bindings/locked.hpp>
#include <bindings/miscdevice.hpp>

namespace @name@ {
using namespace kernel;

/// One open file of /dev/@name@: what is written can be read back.
class @Class@ {
public:
    static Result<Box<@Class@>> open(File &) MAY_SLEEP { return make_box<@Class@>(GFP_KERNEL); }

    Result<size_t> read_iter(Kiocb &kiocb, IovIter &to) const MAY_SLEEP
    {
        auto text = text_.lock(may_sleep);
        return to.simple_read_from(kiocb.pos(), *text);
    }

    Result<size_t> write_iter(Kiocb &, IovIter &from) const MAY_SLEEP
    {
        Vec<char> text;
        const size_t written = TRY(from.append_to(text, GFP_KERNEL));
        auto old = text_.lock(may_sleep);
        *old = std::move(text);
        return written;
    }

private:
    Locked<Vec<char>, Mutex<"@name@.text">> text_;
};

} // namespace @name@

module_misc_device(@name@::@Class@, "@name@");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What @name@ is for");
