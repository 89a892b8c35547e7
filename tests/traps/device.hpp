// SPDX-License-Identifier: GPL-2.0
// A device by which the guest asks for a trap: `echo NAME NUMBER > /dev/...`. The log has the names when
// somebody reads.
#pragma once

#include <bindings/miscdevice.hpp>
#include <bindings/vec.hpp>
#include <tests/traps/trap.hpp>

#include <charconv>

namespace traps {

/// The open device of a list of traps.
template <class Traps> class Device {
public:
    static Result<Box<Device>> open(File &) MAY_SLEEP { return make_box<Device>(GFP_KERNEL); }

    Result<size_t> read_iter(Kiocb &, IovIter &) const
    {
        Traps::list();
        return 0uz;
    }

    Result<size_t> write_iter(Kiocb &, IovIter &from) const MAY_SLEEP
    {
        Vec<char> text;
        const size_t written = TRY(from.append_to(text, GFP_KERNEL));
        TRY(spring(std::string_view(text.span())));
        return written;
    }

private:
    static Result<> spring(std::string_view line) MAY_SLEEP
    {
        const size_t space = line.find(' ');
        if (space == line.npos)
            return -EINVAL;
        const std::string_view digits = line.substr(space + 1);
        int number = 0;
        unsafe("the digits end where the view of them does") {
            const auto read = std::from_chars(std::to_address(digits.begin()),
                                              std::to_address(digits.end()), number);
            if (read.ec != std::errc())
                return -EINVAL;
        }
        TRY(Traps::spring(line.substr(0, space), number));
        return {};
    }
};

} // namespace traps
