// SPDX-License-Identifier: GPL-2.0
// <linux/jiffies.h>: time as the kernel's timers count it, from std::chrono's durations.
#pragma once

#include <cxxrt/duration.hpp>

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <concepts>
#include <limits>
#include <ratio>

namespace kernel {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A duration of std::chrono, in whole numbers of its unit: `milliseconds(100)`.
template <class T>
concept Duration = requires {
    typename T::rep;
    typename T::period;
    requires std::same_as<T, std::chrono::duration<typename T::rep, typename T::period>>;
    requires std::signed_integral<typename T::rep>;
};

namespace detail {

/// Return: whole milliseconds, rounded up, from 0 to 2^32 - 1, which the kernel takes as "never".
template <Duration D> constexpr unsigned int to_msecs(D duration)
{
    using ToMsecs = std::ratio_divide<typename D::period, std::milli>;
    constexpr unsigned int never = std::numeric_limits<unsigned int>::max();
    if (duration.count() <= 0)
        return 0;
    s64 scaled = 0;
    if (__builtin_mul_overflow(static_cast<s64>(duration.count()), s64{ToMsecs::num}, &scaled))
        return never;
    const s64 msecs = scaled / ToMsecs::den + (scaled % ToMsecs::den != 0);
    return msecs < never ? static_cast<unsigned int>(msecs) : never;
}

} // namespace detail

/// A duration in jiffies, rounded up: a timeout never becomes shorter by the conversion, and only a
/// duration of 0 or less becomes 0. What exceeds 24 days is the longest time that timers know.
///
/// Context: Any context.
template <Duration D> unsigned long to_jiffies(D duration)
{
    unsafe("arithmetic alone") {
        return raw::msecs_to_jiffies(detail::to_msecs(duration));
    }
}

/// A moment, as exact as a jiffy.
class Moment {
public:
    /// Context: Any context.
    static Moment now()
    {
        unsafe("reading the clock changes nothing") {
            return Moment(raw::jiffies_now());
        }
    }

    /// How long ago it was; more than the kernel counts is counted from 0 again.
    ///
    /// Context: Any context.
    milliseconds elapsed() const
    {
        unsafe("any number of jiffies can be converted") {
            return milliseconds(raw::jiffies_to_msecs(raw::jiffies_now() - jiffies_));
        }
    }

private:
    explicit Moment(unsigned long jiffies) : jiffies_(jiffies) {}

    unsigned long jiffies_;
};

} // namespace kernel
