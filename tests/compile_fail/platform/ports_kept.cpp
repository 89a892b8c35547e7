// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: call to deleted constructor
// why: C keeps the number of a port, and writes to it when it is another device's.
// rust: none: I/O ports are not bound
#include <bindings/devres.hpp>
#include <bindings/port_io.hpp>

using namespace kernel;

struct Regs {
    static constexpr size_t size = 1;
    static constexpr Reg<u8> state{0};
};

Result<> stop(const Devres<PortIo<Regs>> &ports)
{
    const auto access = TRY(ports.try_access());
#ifdef CONTROL
    const auto &kept = *access;
#else
    const auto kept = *access;
#endif
    kept.write<Regs::state>(0);
    return {};
}
