// SPDX-License-Identifier: GPL-2.0
// class: info-leak
// expect: the argument has padding, through which kernel memory would leak
// why: C copies a structure with holes out to user space.
// rust: refused: E0277, AsBytes is not implemented
#include <bindings/ioctl.hpp>

using namespace kernel;

#ifdef CONTROL
struct Value {
    u64 value;
};
#else
struct Value {
    u64 value;
    u8 kind;
};
#endif

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
    static constexpr auto ioctls = IoctlTable{ioctl<_IOR('d', 1, Value), &Demo::get>};
#endif
};

Result<> call(const Demo &demo, unsigned int command, unsigned long argument) MAY_SLEEP
{
    return Demo::ioctls.dispatch(demo, command, argument);
}
