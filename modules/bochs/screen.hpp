// SPDX-License-Identifier: GPL-2.0
// The screen as its device has it: one picture in its memory, from the beginning on, row by row.
#pragma once

#include <bindings/drm/canvas.hpp>
#include <bindings/drm/mode.hpp>
#include <bindings/refcount.hpp>
#include <modules/bochs/regs.hpp>

#include <span>

namespace bochs {

/// All of it may be called when the device is gone: then it does nothing.
class Screen : public RefCounted<Screen> {
public:
    Screen(Bar bar, Devres<IoMemory> memory) : bar_(std::move(bar)), memory_(std::move(memory)) {}

    /// Context: Process context.
    /// Return: how many bytes of memory it has for its picture; -ENODEV: it is none of these devices.
    Result<size_t> identify() const;

    /// Context: Process context.
    /// Return: nothing; -ENODEV: it does not say.
    Result<> read_edid(std::span<u8> bytes, size_t offset) const;

    /// Context: Process context.
    void set_mode(drm::Size size) const;
    void switch_off() const;

    /// Calls `f(const drm::Canvas &)` to draw on it; `width` is that of its mode.
    ///
    /// Context: Process context. `f` must not sleep.
    template <class F> void draw(u32 width, F &&f) const
    {
        if (auto memory = memory_.try_access())
            f(drm::Canvas(**memory, 0, size_t{width} * sizeof(u32)));
    }

private:
    Bar bar_;
    Devres<IoMemory> memory_;
};

} // namespace bochs
