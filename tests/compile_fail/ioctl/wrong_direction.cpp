// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: the command's direction and the handler's argument differ
// why: C reads or writes the argument the other way round than its caller does.
// rust: compiles: ioctl() gets a number and a number
#include <bindings/ioctl.hpp>

using namespace kernel;

struct Value {
    u64 value;
};

class Demo {
public:
    Result<> get(Value &out) const
    {
        out.value = 1;
        return {};
    }
    Result<> set(const Value &) const { return {}; }

#ifdef CONTROL
    static constexpr auto ioctls = IoctlTable{ioctl<_IOR('d', 1, Value), &Demo::get>};
#else
    static constexpr auto ioctls = IoctlTable{ioctl<_IOW('d', 1, Value), &Demo::get>};
#endif
};

Result<> call(const Demo &demo, unsigned int command, unsigned long argument) MAY_SLEEP
{
    return Demo::ioctls.dispatch(demo, command, argument);
}
