// SPDX-License-Identifier: GPL-2.0
// class: ioctl
// expect: two entries of the table have the same command
// why: C refuses two equal case labels; a table of function pointers would not.
// rust: warns: unreachable_patterns
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
    static constexpr auto ioctls =
        IoctlTable{ioctl<_IOR('d', 1, Value), &Demo::get>, ioctl<_IOW('d', 1, Value), &Demo::set>};
#else
    static constexpr auto ioctls =
        IoctlTable{ioctl<_IOR('d', 1, Value), &Demo::get>, ioctl<_IOR('d', 1, Value), &Demo::get>};
#endif
};

Result<> call(const Demo &demo, unsigned int command, unsigned long argument) MAY_SLEEP
{
    return Demo::ioctls.dispatch(demo, command, argument);
}
