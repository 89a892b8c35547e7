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
    /// `only_vm`: the one address space that it is for (Vm::number()), or 0.
    explicit Buffer(bool may_mmap, u64 only_vm = 0) : may_mmap_(may_mmap), only_vm_(only_vm) {}

    bool may_mmap() const { return may_mmap_; }
    bool may_share() const { return only_vm_ == 0; }
    bool may_be_in(u64 vm) const { return only_vm_ == 0 || only_vm_ == vm; }

private:
    bool may_mmap_ = true;
    u64 only_vm_ = 0;
};

using BufferRef = drm::GemRef<Buffer>;

} // namespace gpu
