// SPDX-License-Identifier: GPL-2.0
// The registers of the device, wherever it has them.
#pragma once

#include <modules/bochs/ports.hpp>

#include <span>
#include <variant>

namespace bochs {

class Registers {
public:
    /// BAR 2 or, if the device has none, ports.
    ///
    /// Context: Process context. May sleep.
    /// Return: them, or the error of pci::Device::iomap_region() or of Ports::find().
    static Result<Registers> find(pci::Device &pdev, const char *name) MAY_SLEEP
    {
        if (pdev.has_memory(2))
            return Registers(TRY(pdev.iomap_region<Regs>(2, name)));
        return Registers(TRY(Ports::find(pdev, name)));
    }

    /// Context: Process context.
    /// Return: the value, or -ENODEV once the device is unbound.
    template <auto reg> Result<typename decltype(reg)::Value> read() const
    {
        if (has_ports())
            return ports()->template read<reg>();
        return TRY(bar().try_access())->template read<reg>();
    }

    /// Writes registers one after the other. Does nothing once the device is unbound.
    ///
    /// Context: Process context.
    template <auto... regs> void write(typename decltype(regs)::Value... values) const
    {
        if (has_ports())
            (ports()->template write<regs>(values), ...);
        else if (const auto access = bar().try_access())
            ((*access)->template write<regs>(values), ...);
    }

    /// Bytes from the beginning of BAR 2, where the screen says what it is.
    ///
    /// Context: Process context.
    /// Return: nothing; -ENODEV: it is unbound, or there is no BAR, -EINVAL: they are not there.
    Result<> read_edid(std::span<u8> bytes, size_t offset) const
    {
        if (has_ports())
            return -ENODEV;
        if (bytes.empty() || offset > edid_size || bytes.size() > edid_size - offset)
            return -EINVAL;
        TRY(bar().try_access())->read(offset, bytes);
        return {};
    }

private:
    explicit Registers(Bar bar) : where_(std::move(bar)) {}
    explicit Registers(RefPtr<Ports> ports) : where_(std::move(ports)) {}

    bool has_ports() const { return std::holds_alternative<RefPtr<Ports>>(where_); }
    const RefPtr<Ports> &ports() const [[clang::lifetimebound]]
    {
        return std::get<RefPtr<Ports>>(where_);
    }
    const Bar &bar() const [[clang::lifetimebound]] { return std::get<Bar>(where_); }

    std::variant<Bar, RefPtr<Ports>> where_;
};

} // namespace bochs
