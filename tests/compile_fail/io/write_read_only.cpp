// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: this register can only be read
// why: C writes to any register
// rust: compiles: Io writes wherever it reads
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
void stop(const Io<Regs> &io)
{
    io.write<Regs::control>(0);
}
#else
void stop(const Io<Regs> &io)
{
    io.write<Regs::id>(0);
}
#endif
