// SPDX-License-Identifier: GPL-2.0
// The registers of a VGA that has no BAR for them: those of Bochs behind two I/O ports, a number and a value, those of
// VGA where it has always had them.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/refcount.hpp>
#include <modules/bochs/regs.hpp>

namespace bochs {

struct BochsPorts {
    static constexpr u16 first = 0x1ce;
    static constexpr size_t size = 3;
    static constexpr Reg<u16> number{0};
    static constexpr Reg<u16> value{1};
};

struct VgaPorts {
    static constexpr u16 first = 0x3c0;
    static constexpr size_t size = 0x20;
};

class Ports : public RefCounted<Ports> {
public:
    /// The ports of a device.
    ///
    /// Context: Process context. May sleep.
    /// Return: them, or -ENODEV (it is no VGA), -EBUSY (claimed by somebody), -ENOMEM.
    static Result<RefPtr<Ports>> find(pci::Device &pdev, const char *name) MAY_SLEEP
    {
        auto vga = TRY(pdev.vga_ports<VgaPorts>(VgaPorts::first));
        return make_ref<Ports>(GFP_KERNEL,
                               TRY(pdev.request_ports<BochsPorts>(BochsPorts::first, name)),
                               std::move(vga));
    }
    Ports(Devres<PortIo<BochsPorts>> bochs, Devres<PortIo<VgaPorts>> vga)
        : bochs_(std::move(bochs)), vga_(std::move(vga))
    {}

    /// As Io::read(), for the registers of a BAR. What is not among the ports is 0.
    ///
    /// Context: Process context.
    /// Return: the value, or -ENODEV once the device is unbound.
    template <auto reg> Result<typename decltype(reg)::Value> read() const
    {
        typename decltype(reg)::Value value = 0;
        if constexpr (is_of_vga(reg.offset))
            value = TRY(vga_.try_access())->template read<port_of<reg>>();
        else if constexpr (is_of_bochs(reg.offset))
            value = TRY(read_bochs(number_of(reg.offset)));
        return value;
    }

    /// As Io::write(), if the device is bound, and the register among the ports.
    ///
    /// Context: Process context.
    template <auto reg> void write(typename decltype(reg)::Value value) const
    {
        if constexpr (is_of_vga(reg.offset)) {
            if (auto vga = vga_.try_access())
                (*vga)->template write<port_of<reg>>(value);
        } else if constexpr (is_of_bochs(reg.offset)) {
            write_bochs(number_of(reg.offset), value);
        }
    }

private:
    static constexpr size_t vga_begin = 0x400, vga_end = 0x420, bochs_begin = 0x500,
                            bochs_end = 0x516;
    static constexpr bool is_of_vga(size_t offset)
    {
        return offset >= vga_begin && offset < vga_end;
    }
    static constexpr bool is_of_bochs(size_t offset)
    {
        return offset >= bochs_begin && offset < bochs_end;
    }
    static constexpr u16 number_of(size_t offset)
    {
        return static_cast<u16>((offset - bochs_begin) / sizeof(u16));
    }
    template <auto reg>
    static constexpr auto port_of = Reg<typename decltype(reg)::Value>(reg.offset - vga_begin);

    Result<u16> read_bochs(u16 number) const
    {
        const auto ports = TRY(bochs_.try_access());
        return pair_.with([&](Pair &) {
            ports->write<BochsPorts::number>(number);
            return ports->read<BochsPorts::value>();
        });
    }
    void write_bochs(u16 number, u16 value) const
    {
        if (const auto ports = bochs_.try_access())
            pair_.with([&](Pair &) {
                (*ports)->write<BochsPorts::number>(number);
                (*ports)->write<BochsPorts::value>(value);
            });
    }

    /// That the number is the one that the value is meant for.
    struct Pair {};

    Devres<PortIo<BochsPorts>> bochs_;
    Devres<PortIo<VgaPorts>> vga_;
    Locked<Pair, SpinLock<"bochs.ports">> pair_;
};

} // namespace bochs
