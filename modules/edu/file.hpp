// SPDX-License-Identifier: GPL-2.0
// An open file of /dev/edu-*.
#pragma once

#include <bindings/ioctl.hpp>
#include <bindings/miscdevice.hpp>
#include <modules/edu/device.hpp>
#include <modules/edu/edu.h>

namespace edu {

class OpenFile {
public:
    using Device = edu::Device;
    static constexpr loff_t size = buffer_size;

    explicit OpenFile(RefPtr<Device> &&device) : device_(std::move(device)) {}

    static Result<Box<OpenFile>> open(File &, const RefPtr<Device> &device) MAY_SLEEP
    {
        return make_box<OpenFile>(GFP_KERNEL, RefPtr<Device>(device));
    }

    Result<size_t> read_iter(Kiocb &kiocb, IovIter &to) const MAY_SLEEP;
    Result<size_t> write_iter(Kiocb &kiocb, IovIter &from) const MAY_SLEEP;

private:
    Result<> ping() const MAY_SLEEP { return device_->ping(); }
    Result<> factorial(u32 &number) const MAY_SLEEP
    {
        number = TRY(device_->factorial(number));
        return {};
    }
    Result<> raise(const u32 &causes) const MAY_SLEEP { return device_->raise(causes); }

    RefPtr<Device> device_;

public:
    static constexpr auto ioctls =
        IoctlTable{ioctl<EDU_PING, &OpenFile::ping>, ioctl<EDU_FACTORIAL, &OpenFile::factorial>,
                   ioctl<EDU_RAISE, &OpenFile::raise>};
};

} // namespace edu
