// SPDX-License-Identifier: GPL-2.0
// <linux/io.h>: registers of a device that are I/O ports, by their place and type.
#pragma once

#include <bindings/io.hpp>

#include <limits>

namespace kernel {

/// Ports with registers of layout R. Unlike memory they need not be aligned, and have four bytes at most.
template <RegisterBlock R> class PortIo {
public:
    /// Ownership: the ports stay those of a device, which outlives this.
    explicit PortIo(u16 first) : first_(first) {}
    // Who had a copy would have it when the ports are somebody else's.
    PortIo(const PortIo &) = delete;
    PortIo &operator=(const PortIo &) = delete;
    PortIo(PortIo &&) = default;
    PortIo &operator=(PortIo &&) = delete;

    /// Whether there are so many ports.
    static constexpr bool fits(size_t first)
    {
        constexpr size_t end = size_t{std::numeric_limits<u16>::max()} + 1;
        return R::size <= end && first <= end - R::size;
    }

    /// Reads a register: `ports.read<Regs::status>()`.
    ///
    /// Context: Any context.
    template <auto reg> auto read() const
    {
        check<reg>();
        unsafe("the register lies within the device's ports, which are as many as the layout "
               "says") {
            if constexpr (sizeof(Value<reg>) == 1)
                return raw::inb(at<reg>());
            else if constexpr (sizeof(Value<reg>) == 2)
                return raw::inw(at<reg>());
            else
                return raw::inl(at<reg>());
        }
    }

    /// Writes a register: `ports.write<Regs::index>(5)`.
    ///
    /// Context: Any context.
    template <auto reg> void write(typename decltype(reg)::Value value) const
    {
        check<reg>();
        static_assert(decltype(reg)::writable, "this register can only be read");
        unsafe("the register lies within the device's ports, which are as many as the layout "
               "says") {
            if constexpr (sizeof(Value<reg>) == 1)
                raw::outb(value, at<reg>());
            else if constexpr (sizeof(Value<reg>) == 2)
                raw::outw(value, at<reg>());
            else
                raw::outl(value, at<reg>());
        }
    }

private:
    template <auto reg> using Value = typename decltype(reg)::Value;

    template <auto reg> static consteval void check()
    {
        static_assert(sizeof(Value<reg>) <= sizeof(u32), "ports have 4 bytes at most");
        detail::check_register<R, reg>();
    }

    template <auto reg> u16 at() const { return static_cast<u16>(first_ + reg.offset); }

    u16 first_;
};

} // namespace kernel
