// SPDX-License-Identifier: GPL-2.0
// How long the device has worked for a client.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/ktime.hpp>
#include <bindings/refcount.hpp>

#include <optional>

namespace gpu {
using namespace kernel;

class Usage : public RefCounted<Usage> {
public:
    /// In nanoseconds, of all slots together: more than have passed, if several worked at a time.
    ///
    /// Context: Any context.
    u64 busy() const { return busy_.read(); }

private:
    friend class Busy;
    Atomic<u64> busy_{0};
};

/// A slot that works for a client, while this lives.
class Busy {
public:
    explicit Busy(RefPtr<Usage> &&usage) : usage_(std::move(usage)) {}
    Busy(Busy &&from) noexcept
        : usage_(std::exchange(from.usage_, std::nullopt)), since_(from.since_)
    {}
    Busy &operator=(Busy &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(usage_, from.usage_);
        std::swap(since_, from.since_);
        return *this;
    }
    ~Busy()
    {
        if (usage_)
            (*usage_)->busy_.fetch_add(ktime_get_ns() - since_);
    }

private:
    std::optional<RefPtr<Usage>> usage_;
    u64 since_ = ktime_get_ns();
};

} // namespace gpu
