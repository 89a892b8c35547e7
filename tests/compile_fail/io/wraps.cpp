// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: the register lies outside of the device's registers
// why: C reads whatever is mapped in front of the BAR, or faults
// rust: refused: build_assert!, an undefined symbol when it is linked
#include <bindings/pci.hpp>

using namespace kernel;

struct Regs {
    static constexpr size_t size = 0x100;
    static constexpr Reg<const u32> id{0x00};
    static constexpr Reg<u32> before{~size_t{3}};
};

#ifdef CONTROL
u32 look(const Io<Regs> &io)
{
    return io.read<Regs::id>();
}
#else
u32 look(const Io<Regs> &io)
{
    return io.read<Regs::before>();
}
#endif
