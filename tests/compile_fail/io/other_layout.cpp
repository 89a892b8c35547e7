// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: no viable conversion
// why: C takes any pointer for the device's registers
// rust: compiles: Io knows the size of its registers, not whose they are
#include <bindings/pci.hpp>

using namespace kernel;

struct Regs {
    static constexpr size_t size = 0x100;
    static constexpr Reg<const u32> id{0x00};
    static constexpr Reg<u32> control{0x04};
    static constexpr Reg<u32> odd{0x06};
    static constexpr Reg<u64> last{0xfc};
};

#ifdef CONTROL
u32 look(const Io<Regs> &io)
{
    return io.read<Regs::id>();
}
#else
struct OtherRegs {
    static constexpr size_t size = 0x10;
};

u32 look(const Io<OtherRegs> &other)
{
    const Io<Regs> &io = other;
    return io.read<Regs::id>();
}
#endif
