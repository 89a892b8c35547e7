// SPDX-License-Identifier: GPL-2.0
// The screen as its device has it: a picture somewhere in its memory, row by row.
#pragma once

#include <bindings/drm/mode.hpp>
#include <bindings/refcount.hpp>
#include <modules/bochs/registers.hpp>

#include <span>

namespace bochs {

/// All of it may be called when the device is gone: then it does nothing.
class Screen : public RefCounted<Screen> {
public:
    /// How far down a picture may begin.
    static constexpr u32 lowest_row = 12000;

    explicit Screen(Registers registers) : registers_(std::move(registers)) {}

    /// Context: Process context.
    /// Return: how many bytes of memory it has for pictures; -ENODEV: it is none of these devices.
    Result<size_t> identify() const;

    /// Context: Process context.
    /// Return: nothing; -ENODEV: it does not say.
    Result<> read_edid(std::span<u8> bytes, size_t offset) const;

    /// Context: Process context.
    void set_mode(drm::Size size) const;
    void switch_off() const;

    /// Shows the picture that begins at a byte of the memory, with rows of `pitch` bytes as the mode has them.
    ///
    /// Context: Process context.
    void show(size_t begin, size_t pitch) const;

private:
    Registers registers_;
};

} // namespace bochs
