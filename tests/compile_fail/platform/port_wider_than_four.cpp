// SPDX-License-Identifier: GPL-2.0
// class: device-memory
// expect: ports have 4 bytes at most
// why: C has no port of eight bytes, and somebody writes two of four in some order.
// rust: none: I/O ports are not bound
#include <bindings/port_io.hpp>

using namespace kernel;

struct Regs {
    static constexpr size_t size = 8;
#ifdef CONTROL
    static constexpr Reg<u32> state{0};
#else
    static constexpr Reg<u64> state{0};
#endif
};

void stop(const PortIo<Regs> &ports)
{
    ports.write<Regs::state>(0);
}
