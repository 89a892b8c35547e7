// SPDX-License-Identifier: GPL-2.0
// <drm/drm_file.h>: an open file of a device, while one of its commands is served.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/result.hpp>
#include <bindings/unsafe.hpp>

namespace kernel::drm {

/// What buffers have their handles in.
class File {
public:
    explicit File(raw::drm_file &file [[clang::lifetimebound]]) : file_(file) {}
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    /// For bindings.
    ///
    /// Context: Any context.
    raw::drm_file &raw_file() const { return file_; }
    raw::drm_device &device() const
    {
        unsafe("the file is open, and so its device is there") {
            return *raw::drm_file_device(&file_);
        }
    }

private:
    raw::drm_file &file_;
};

} // namespace kernel::drm
