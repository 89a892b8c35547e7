// SPDX-License-Identifier: GPL-2.0
// For tests of what ends when a device is unbound from its driver.
#pragma once

#include <bindings/result.hpp>

namespace kernel {

/// A bond of a device and its driver, which this test ends.
class Unbinding {
public:
    Result<> operator()(void (*action)(void *), void *data)
    {
        action_ = action;
        data_ = data;
        return {};
    }
    void end() const MAY_SLEEP { action_(data_); }

private:
    void (*action_)(void *) = nullptr;
    void *data_ = nullptr;
};

} // namespace kernel
