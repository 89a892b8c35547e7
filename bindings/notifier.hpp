// SPDX-License-Identifier: GPL-2.0
// <linux/notifier.h>, <linux/panic_notifier.h>: methods that are called when something happens to the machine.
#pragma once

#include <bindings/refcount.hpp>

#include <limits>

namespace kernel {

namespace detail {

template <class T> struct NotifierMethod {
    static_assert(
        !std::same_as<T, T>,
        "a notifier's method is `void method() const`: others use the object meanwhile, so "
        "that what it changes must be Locked or Atomic");
};
template <class T> struct NotifierMethod<void (T::*)() const> {
    using Object = T;
};

} // namespace detail

/// Who is called first when something happens.
enum class NotifierPriority : int { normal = 0, first = std::numeric_limits<int>::max() };

/// Calls a method of an object when the kernel panics, for as long as this lives: to tell somebody else, or to have
/// a device at rest. Nothing may sleep there, and nobody else runs any more: a lock that is held is held for good,
/// so that locks are taken by try_with() alone.
template <auto method> class PanicNotifier {
    using Object = detail::NotifierMethod<decltype(method)>::Object;

public:
    /// Context: Any context.
    /// Ownership: it holds the reference until it has ended.
    explicit PanicNotifier(RefPtr<Object> object,
                           NotifierPriority priority = NotifierPriority::normal)
        : object_(std::move(object))
    {
        static_assert(std::derived_from<Object, RefCounted<Object>>,
                      "a notifier calls an object that counts its references");
        block_.notifier_call = notify;
        block_.priority = std::to_underlying(priority);
        unsafe("it stays where it is until the destructor takes it out") {
            // It fails for what is there already.
            static_cast<void>(
                raw::atomic_notifier_chain_register(&raw::panic_notifier_list, &block_));
        }
    }
    PanicNotifier(const PanicNotifier &) = delete;
    PanicNotifier &operator=(const PanicNotifier &) = delete;
    /// Waits for calls that are under way.
    ///
    /// Context: Process context. May sleep.
    ~PanicNotifier() MAY_SLEEP
    {
        unsafe("the constructor has put it in") {
            static_cast<void>(
                raw::atomic_notifier_chain_unregister(&raw::panic_notifier_list, &block_));
        }
    }

private:
    static int notify(raw::notifier_block *block, unsigned long, void *)
    {
        static_assert(std::is_standard_layout_v<PanicNotifier>,
                      "its address is its first member's");
        const auto &notifier = *reinterpret_cast<const PanicNotifier *>(block);
        ((*notifier.object_).*method)();
        return raw::NOTIFY_DONE;
    }

    raw::notifier_block block_{}; // first: notify() is given its address
    RefPtr<Object> object_;
};

} // namespace kernel
