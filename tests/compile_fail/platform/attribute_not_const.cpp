// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: what changes must be Locked or Atomic
// why: C changes the driver's structure in a write to sysfs while others read it.
// rust: none: attributes are not bound
#include <bindings/atomic.hpp>
#include <bindings/device_attribute.hpp>

using namespace kernel;

struct Driver {
#ifdef CONTROL
    Result<> set(u32 value) const
    {
        level.set(value);
        return {};
    }
    u32 get() const { return level.read(); }
    Atomic<u32> level;
#else
    Result<> set(u32 value)
    {
        level = value;
        return {};
    }
    u32 get() const { return level; }
    u32 level = 0;
#endif
};

using Attributes = DeviceAttributes<HexAttribute<"level", &Driver::get, &Driver::set>>;

bool are_there()
{
    return Attributes::groups() != nullptr;
}
