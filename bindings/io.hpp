// SPDX-License-Identifier: GPL-2.0
// <linux/io.h>: registers of a device, by their place and type.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/raw.hpp>
#include <bindings/types.hpp>

#include <concepts>
#include <span>
#include <type_traits>

namespace kernel {

/// A register of type T, `offset` bytes into its device's registers. `Reg<const u32>` is read-only.
template <class T> struct Reg {
    using Value = std::remove_const_t<T>;
    static constexpr bool writable = !std::is_const_v<T>;

    consteval explicit Reg(size_t offset) : offset(offset) {}

    size_t offset; // structural: a Reg is a template argument
};

/// The layout of a device's registers: a class with their `size` in bytes, and its registers as
/// static members.
template <class T>
concept RegisterBlock = requires {
    { T::size } -> std::convertible_to<size_t>;
};

namespace detail {

template <RegisterBlock R, auto reg> consteval void check_register()
{
    using Value = typename decltype(reg)::Value;
    static_assert(std::unsigned_integral<Value>, "registers are unsigned integers");
    // Not a sum, which could wrap around.
    static_assert(sizeof(Value) <= R::size && reg.offset <= R::size - sizeof(Value),
                  "the register lies outside of the device's registers");
}

} // namespace detail

/// Mapped registers of layout R.
template <RegisterBlock R> class Io {
public:
    /// Ownership: the mapping stays its maker's, and outlives this.
    explicit Io(raw::iomem_ptr<void> base) : base_(base) {}
    // Who had a copy would have it behind the end of the mapping.
    Io(const Io &) = delete;
    Io &operator=(const Io &) = delete;
    Io(Io &&) = default;
    Io &operator=(Io &&) = delete;

    /// Reads a register: `io.read<Regs::id>()`.
    ///
    /// Context: Any context.
    template <auto reg> auto read() const
    {
        check<reg>();
        unsafe("the register lies within the mapping, which was as large as the layout says") {
            if constexpr (sizeof(Value<reg>) == 1)
                return raw::readb(at<reg>());
            else if constexpr (sizeof(Value<reg>) == 2)
                return raw::readw(at<reg>());
            else if constexpr (sizeof(Value<reg>) == 4)
                return raw::readl(at<reg>());
            else
                return raw::readq(at<reg>());
        }
    }

    /// Writes a register: `io.write<Regs::liveness>(5)`.
    ///
    /// Context: Any context.
    template <auto reg> void write(typename decltype(reg)::Value value) const
    {
        check<reg>();
        static_assert(decltype(reg)::writable, "this register can only be read");
        unsafe("the register lies within the mapping, which was as large as the layout says") {
            if constexpr (sizeof(Value<reg>) == 1)
                raw::writeb(value, at<reg>());
            else if constexpr (sizeof(Value<reg>) == 2)
                raw::writew(value, at<reg>());
            else if constexpr (sizeof(Value<reg>) == 4)
                raw::writel(value, at<reg>());
            else
                raw::writeq(value, at<reg>());
        }
    }

    /// Reads bytes that are no registers, such as a table, one by one. They must be within the mapping: else a
    /// BUG.
    ///
    /// Context: Any context.
    void read(size_t offset, std::span<u8> to) const
    {
        if (offset > R::size || to.size() > R::size - offset) [[unlikely]]
            bug<"beyond the registers of a device">();
        unsafe("the bytes lie within the mapping, which was as large as the layout says") {
            for (size_t i = 0; i < to.size(); i++)
                to[i] = raw::readb({static_cast<const char *>(base_.address) + offset + i});
        }
    }

    /// Reads or writes memory that lies among the registers, word by word. The words must be within the mapping,
    /// `offset` a multiple of their size: else a BUG.
    ///
    /// Context: Any context.
    void read(size_t offset, std::span<u32> to) const
    {
        check_words(offset, to.size_bytes());
        unsafe("the words lie within the mapping, which was as large as the layout says") {
            for (size_t i = 0; i < to.size(); i++)
                to[i] = raw::readl(
                    {static_cast<const char *>(base_.address) + offset + i * sizeof(u32)});
        }
    }
    void write(size_t offset, std::span<const u32> from) const
    {
        check_words(offset, from.size_bytes());
        unsafe("the words lie within the mapping, which was as large as the layout says") {
            for (size_t i = 0; i < from.size(); i++)
                raw::writel(from[i],
                            {static_cast<char *>(base_.address) + offset + i * sizeof(u32)});
        }
    }

private:
    static void check_words(size_t offset, size_t size)
    {
        if (offset > R::size || size > R::size - offset || offset % sizeof(u32) != 0) [[unlikely]]
            bug<"beyond the registers of a device">();
    }

    template <auto reg> using Value = typename decltype(reg)::Value;

    template <auto reg> static consteval void check()
    {
        static_assert(reg.offset % sizeof(Value<reg>) == 0, "the register is not aligned");
        static_assert(sizeof(Value<reg>) <= sizeof(u64), "registers have 8 bytes at most");
        detail::check_register<R, reg>();
    }

    template <auto reg> raw::iomem_ptr<void> at() const
    {
        return {static_cast<char *>(base_.address) + reg.offset};
    }

    raw::iomem_ptr<void> base_;
};

} // namespace kernel
