// SPDX-License-Identifier: GPL-2.0
// <linux/firmware.h>: files of /lib/firmware, which a driver gives to its device.
#pragma once

#include <bindings/pci_device.hpp>

#include <span>

namespace kernel {

/// A file that was read. What it says is not to be trusted before it was checked.
///
/// Invariant: it has a file unless it was moved from.
class Firmware {
public:
    /// Reads /lib/firmware/`name` for a device.
    ///
    /// Context: Process context. May sleep.
    /// Return: the file; -ENOENT (there is none), -ENOMEM, or -errno of request_firmware().
    static Result<Firmware> request(const char *name, pci::Device &device) MAY_SLEEP
    {
        const raw::firmware *file = nullptr;
        unsafe("the device is bound, and the file is this one's") {
            TRY(to_result(raw::request_firmware(&file, name, &device.raw_device())));
        }
        return Firmware(file);
    }

    Firmware(Firmware &&from) noexcept : file_(std::exchange(from.file_, nullptr)) {}
    Firmware &operator=(Firmware &&) = delete;
    ~Firmware()
    {
        unsafe("the file is this one's, or there is none") {
            raw::release_firmware(file_);
        }
    }

    /// Context: Any context.
    std::span<const u8> bytes() const [[clang::lifetimebound]]
    {
        return {file_->data, file_->size};
    }

private:
    explicit Firmware(const raw::firmware *file) : file_(file) {}

    const raw::firmware *file_;
};

} // namespace kernel
