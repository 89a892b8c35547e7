// SPDX-License-Identifier: GPL-2.0
// <linux/fs.h>, <linux/kdev_t.h>: the numbers of character devices.
#pragma once

#include <bindings/result.hpp>
#include <bindings/slab.hpp>
#include <bindings/vec.hpp>

#include <string_view>

namespace kernel {

/// A range of device numbers under one major number, taken while this lives.
class DeviceNumbers {
public:
    /// How many minor numbers there are.
    static constexpr u32 most = 1u << 20;

    /// `name` is what /proc/devices calls them.
    ///
    /// Context: Process context. May sleep.
    /// Return: the numbers, or -errno of alloc_chrdev_region(): -EBUSY, -ENOMEM.
    static Result<Box<DeviceNumbers>> create(std::string_view name, u32 count) MAY_SLEEP
    {
        auto made = TRY(make_box<DeviceNumbers>(GFP_KERNEL, Token(), count));
        TRY(made->name_.append(name, GFP_KERNEL));
        TRY(made->name_.push_back('\0', GFP_KERNEL));
        unsafe("the name lives as long as the numbers are taken") {
            TRY(to_result(
                raw::alloc_chrdev_region(&made->first_, 0, count, made->name_.span().data())));
        }
        made->taken_ = true;
        return made;
    }

    ~DeviceNumbers() MAY_SLEEP
    {
        if (!taken_)
            return;
        unsafe("create() took them") {
            raw::unregister_chrdev_region(first_, count_);
        }
    }

    /// Context: Any context.
    u32 major() const { return first_ >> minor_bits; }
    raw::dev_t number(u32 minor) const { return first_ + minor; }

    /// What create() alone has.
    class Token {
        friend class DeviceNumbers;
        Token() = default;
    };
    DeviceNumbers(Token, u32 count) : count_(count) {}

private:
    static constexpr u32 minor_bits = 20;

    Vec<char> name_;
    raw::dev_t first_ = 0;
    u32 count_;
    bool taken_ = false;
};

} // namespace kernel
