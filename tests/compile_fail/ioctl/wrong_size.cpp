// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: the command was defined for a type of another size
// why: C copies as many bytes as its own structure has, not as the caller gave.
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
    static constexpr auto ioctls = IoctlTable{ioctl<_IOW('d', 1, Value), &Demo::set>};
#else
    static constexpr auto ioctls = IoctlTable{ioctl<_IOW('d', 1, u32), &Demo::set>};
#endif
};

Result<> call(const Demo &demo, unsigned int command, unsigned long argument) MAY_SLEEP
{
    return Demo::ioctls.dispatch(demo, command, argument);
}
