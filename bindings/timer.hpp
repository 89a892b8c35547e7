// SPDX-License-Identifier: GPL-2.0
// <linux/timer.h>: methods that are called later, in an interrupt (timer_list).
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/refcount.hpp>

#include <algorithm>
#include <optional>

namespace kernel {

namespace detail {

template <class T> struct TimerMethod {
    static_assert(
        !std::same_as<T, T>,
        "a timer's method is `std::optional<milliseconds> method() const`: others use the "
        "object meanwhile, so that what it changes must be Locked or Atomic");
};
template <class T> struct TimerMethod<std::optional<milliseconds> (T::*)() const> {
    using Object = T;
};

} // namespace detail

/// Calls a method of an object when its time has come, in softirq context: nothing may sleep there, and what
/// others touch is behind a SpinLockIrq. The method says after which time it wants to be called again, if so.
///
///     class Watch : public RefCounted<Watch> {
///         std::optional<milliseconds> look() const;
///     };
///     Timer<&Watch::look> timer_{watch};
///     timer_.start(seconds(1));
///
/// It belongs to whoever starts it, and has a reference to the object. The object has none to its timer: who waits
/// for the end of the method must not be the method.
template <auto method> class Timer {
    using Object = detail::TimerMethod<decltype(method)>::Object;

public:
    /// Context: Any context.
    /// Ownership: it holds the reference until it has ended.
    explicit Timer(RefPtr<Object> object) : object_(std::move(object))
    {
        static_assert(std::derived_from<Object, RefCounted<Object>>,
                      "a timer calls an object that counts its references");
        unsafe("the memory is ours, the class key is static, and expired() knows what it is "
               "given") {
            raw::timer_setup(&timer_, expired, __PRETTY_FUNCTION__, &key_);
        }
    }
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;
    /// The method is not called any more, and has returned.
    ///
    /// Context: as cancel_sync().
    ~Timer() MAY_SLEEP
    {
        check_context();
        unsafe("the constructor has set it up; the method cannot start it again from here on") {
            raw::timer_end(&timer_);
        }
    }

    /// Has the method called after `delay`, to the jiffy; not at the time that was said before. While the method
    /// runs, what it returns is said later.
    ///
    /// Context: Any context. Never sleeps.
    void start(Duration auto delay) const
    {
        unsafe("it is set up, and its object and its module stay until it has ended") {
            raw::mod_timer(&timer_, raw::jiffies_now() + to_jiffies(delay));
        }
    }

    /// Has the method not called, and waits until it has returned if it runs; that cannot have itself called
    /// again meanwhile, others can, as soon as this has returned.
    ///
    /// Context: Process context. May sleep. Without locks that the method takes. In an interrupt: a BUG.
    /// Return: true if it was to be called.
    bool cancel_sync() const MAY_SLEEP
    {
        check_context();
        unsafe("it is set up, and this is no interrupt that the method could be in") {
            return raw::timer_delete_sync(&timer_) != 0;
        }
    }

private:
    static void expired(raw::timer_list *raw_timer)
    {
        static_assert(std::is_standard_layout_v<Timer>, "its address is its first member's");
        const auto &timer = *reinterpret_cast<const Timer *>(raw_timer);
        if (const auto again = ((*timer.object_).*method)())
            timer.start(*again);
    }

    static void check_context()
    {
        unsafe("asks where it is") {
            if (!raw::in_task()) [[unlikely]]
                bug<"an interrupt waits for the end of a timer">();
        }
    }

    mutable raw::timer_list timer_; // first: expired() is given its address
    RefPtr<Object> object_;
    static inline constinit raw::lock_class_key key_{};
};

} // namespace kernel
