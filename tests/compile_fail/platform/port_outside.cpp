// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: the register lies outside of the device's registers
// why: C writes to a port of another device.
// rust: none: I/O ports are not bound
#include <bindings/port_io.hpp>

using namespace kernel;

struct Regs {
    static constexpr size_t size = 2;
#ifdef CONTROL
    static constexpr Reg<u8> state{1};
#else
    static constexpr Reg<u16> state{1};
#endif
};

void stop(const PortIo<Regs> &ports)
{
    ports.write<Regs::state>(0);
}
