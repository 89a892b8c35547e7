// SPDX-License-Identifier: GPL-2.0
// One command of each direction, and memory that a command points to.
#include <bindings/ioctl.hpp>
#include <bindings/locked.hpp>
#include <bindings/minmax.hpp>
#include <bindings/miscdevice.hpp>
#include <tests/modules/ioctl_demo/ioctl_demo.h>

#include <array>

namespace ioctl_demo {
using namespace kernel;
using Range = ioctl_demo_range;
using Buffer = ioctl_demo_buffer;

class Demo {
public:
    static Result<Box<Demo>> open(File &) MAY_SLEEP { return make_box<Demo>(GFP_KERNEL); }

private:
    Result<> reset() const MAY_SLEEP
    {
        auto range = range_.lock(may_sleep);
        *range = {};
        return {};
    }

    Result<> get(Range &range) const MAY_SLEEP
    {
        auto held = range_.lock(may_sleep);
        range = *held;
        return {};
    }

    Result<> set(const Range &range) const MAY_SLEEP
    {
        if (range.from > range.to)
            return -EINVAL;
        auto held = range_.lock(may_sleep);
        *held = range;
        return {};
    }

    Result<> invert(Buffer &buffer) const MAY_SLEEP
    {
        const auto memory = u64_to_user_ptr<char>(buffer.address);
        UserSlice from(memory, buffer.size);
        UserSlice to(memory, buffer.size);
        buffer.sum = 0;
        while (from.size() > 0) {
            std::array<char, 64> chunk;
            const auto bytes = std::span(chunk).first(min(from.size(), chunk.size()));
            TRY(from.read(bytes));
            for (char &byte : bytes) {
                buffer.sum += static_cast<u8>(byte);
                byte = static_cast<char>(~byte);
            }
            TRY(to.write(bytes));
        }
        return {};
    }

    Locked<Range, Mutex<"ioctl_demo.range">> range_;

public:
    static constexpr auto ioctls =
        IoctlTable{ioctl<IOCTL_DEMO_RESET, &Demo::reset>, ioctl<IOCTL_DEMO_GET, &Demo::get>,
                   ioctl<IOCTL_DEMO_SET, &Demo::set>, ioctl<IOCTL_DEMO_INVERT, &Demo::invert>};
};

} // namespace ioctl_demo

module_misc_device(ioctl_demo::Demo, "ioctl_demo");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("One ioctl of each direction");
