// SPDX-License-Identifier: GPL-2.0
// Walks into run-time checks: `echo span_index 4 > /dev/traps` ends in a BUG, 3 is in order. The log
// has the names when somebody reads.
#include <bindings/miscdevice.hpp>
#include <bindings/vec.hpp>
#include <tests/traps/language.hpp>
#include <tests/traps/linear.hpp>
#include <tests/traps/objects.hpp>
#include <tests/traps/stdlib.hpp>
#include <tests/traps/work.hpp>

#include <charconv>

namespace traps {

using AllTraps = TrapList<StdlibTraps, LanguageTraps, ObjectTraps, LinearTraps, WorkTraps>;

/// An open /dev/traps.
class Device {
public:
    static Result<Box<Device>> open(File &) MAY_SLEEP { return make_box<Device>(GFP_KERNEL); }

    Result<size_t> read_iter(Kiocb &, IovIter &) const
    {
        AllTraps::list();
        return 0uz;
    }

    Result<size_t> write_iter(Kiocb &, IovIter &from) const MAY_SLEEP
    {
        Vec<char> text;
        const size_t written = TRY(from.append_to(text, GFP_KERNEL));
        const std::string_view line(text.span().begin(), text.span().end());
        const size_t space = line.find(' ');
        if (space == line.npos)
            return -EINVAL;
        const std::string_view digits = line.substr(space + 1);
        int number = 0;
        const auto read =
            std::from_chars(std::to_address(digits.begin()), std::to_address(digits.end()), number);
        if (read.ec != std::errc())
            return -EINVAL;
        TRY(AllTraps::spring(line.substr(0, space), number));
        return written;
    }
};

} // namespace traps

module_misc_device(traps::Device, "traps");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Code that the run-time checks have to stop");
