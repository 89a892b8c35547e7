// SPDX-License-Identifier: GPL-2.0
// A buffer of a client.
#pragma once

#include <bindings/drm/gem.hpp>

namespace gpu {
using namespace kernel;

class Buffer {
public:
    /// One that came from another device.
    Buffer() = default;
    explicit Buffer(bool may_mmap) : may_mmap_(may_mmap) {}

    bool may_mmap() const { return may_mmap_; }

private:
    bool may_mmap_ = true;
};

using BufferRef = drm::GemRef<Buffer>;

} // namespace gpu
