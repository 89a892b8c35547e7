// SPDX-License-Identifier: GPL-2.0
// The firmware's file, checked.
#pragma once

#include <bindings/firmware.hpp>
#include <modules/gpu/abi/image.hpp>

namespace gpu {
using namespace kernel;

/// Looks at a file before a word of it reaches the device.
///
/// Context: Any context.
/// Return: what it says of itself; -EINVAL: it is no such file, it is cut off or changed, or does not fit the
/// device; -EOPNOTSUPP: it is for a driver of another version.
Result<abi::ImageHeader> check_image(std::span<const u8> file);

/// A file that was found to be what it says.
class Image {
public:
    /// Context: Any context.
    /// Return: the image, or as check_image().
    static Result<Image> create(Firmware file)
    {
        const auto header = TRY(check_image(file.bytes()));
        return Image(std::move(file), header);
    }

    const abi::ImageHeader &header() const [[clang::lifetimebound]] { return header_; }
    /// What is copied to the device.
    std::span<const u8> bytes() const [[clang::lifetimebound]]
    {
        return file_.bytes().subspan(header_.header_size);
    }

private:
    Image(Firmware file, const abi::ImageHeader &header) : file_(std::move(file)), header_(header)
    {}

    Firmware file_;
    abi::ImageHeader header_;
};

} // namespace gpu
