// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: the register is not aligned
// why: C compiles it, and the device answers as it likes
// rust: refused: build_assert!, an undefined symbol when it is linked
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
    return io.read<Regs::control>();
}
#else
u32 look(const Io<Regs> &io)
{
    return io.read<Regs::odd>();
}
#endif
