// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: the device may still use the memory
// why: C drops the buffers that were mapped before the device has been told, and it writes to their pages.
// rust: none: there is no GPUVM
#include <bindings/drm/gpuvm.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};

struct Tables {
    void map(u64, u64, const drm::GemRef<Buffer> &, u64, u32) {}
    void unmap(u64, u64) {}
    void tell_device() {}
};

Result<> unmap(drm::Gpuvm<Buffer, Tables> &mappings, u64 from, u64 size, Tables &tables) MAY_SLEEP
{
#ifdef CONTROL
    const auto ended = TRY(mappings.unmap(from, size, tables, TRY(mappings.spare())));
#else
    TRY(mappings.unmap(from, size, tables, TRY(mappings.spare())));
#endif
    tables.tell_device();
    return {};
}
