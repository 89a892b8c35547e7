// SPDX-License-Identifier: GPL-2.0
// <linux/interrupt.h>: what answers the interrupts of a device. Who asks for them is its bus: see
// pci::Device::request_irq().
#pragma once

#include <bindings/refcount.hpp>

namespace kernel {

/// What a handler says of an interrupt: irqreturn_t.
enum class IrqReturn : unsigned int {
    none = raw::IRQ_NONE,              // another device on the same line has raised it
    handled = raw::IRQ_HANDLED,        // nothing is left to do
    wake_thread = raw::IRQ_WAKE_THREAD // handle_irq_thread() does the rest
};

namespace detail {

template <class T>
inline constexpr bool has_irq_handler = requires(const T &of) {
    { of.handle_irq() } -> std::same_as<IrqReturn>;
};
template <class T>
inline constexpr bool has_irq_thread = requires(const T &of) {
    { of.handle_irq_thread() } -> std::same_as<IrqReturn>;
};

} // namespace detail

/// An object that answers interrupts: `IrqReturn handle_irq() const`, at once, in the context of the
/// interrupt, where nothing may sleep and what others touch is behind a SpinLockIrq; or
/// `IrqReturn handle_irq_thread() const MAY_SLEEP`, in a thread of the kernel's, with the interrupt masked
/// until then unless handle_irq() has asked for it; or both.
///
/// A method of one of these names that is not like that is none, and refused by request_irq().
template <class T>
concept IrqHandler = std::derived_from<T, RefCounted<T>> &&
                     (detail::has_irq_handler<T> || detail::has_irq_thread<T>);

namespace detail {

/// The handlers of T as the kernel calls them: with a reference, which is the registration's.
template <IrqHandler T> struct IrqCalls {
    static_assert(
        has_irq_handler<T> || !requires { &T::handle_irq; },
        "handle_irq() must be const and return IrqReturn");
    static_assert(
        has_irq_thread<T> || !requires { &T::handle_irq_thread; },
        "handle_irq_thread() must be const and return IrqReturn");

    using Call = raw::irqreturn_t (*)(int, void *);

    static const T &object(void *data) { return *static_cast<const T *>(data); }
    static raw::irqreturn_t at_once(int, void *data)
    {
        return static_cast<raw::irqreturn_t>(object(data).handle_irq());
    }
    static raw::irqreturn_t in_thread(int, void *data) MAY_SLEEP
    {
        return static_cast<raw::irqreturn_t>(object(data).handle_irq_thread());
    }

    static constexpr Call handler()
    {
        if constexpr (has_irq_handler<T>)
            return at_once;
        else
            return nullptr;
    }
    static constexpr Call thread()
    {
        if constexpr (has_irq_thread<T>)
            return in_thread;
        else
            return nullptr;
    }

    /// The interrupt is free: the handler may go.
    static void drop(const T &) MAY_SLEEP {}
};

} // namespace detail
} // namespace kernel
