// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: no viable conversion
// why: C maps a buffer that does not belong to the address space: nobody who takes it away waits for the device.
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

using Mappings = drm::Gpuvm<Buffer, Tables>;

Result<> map(Mappings &mappings, const drm::GemRef<Buffer> &buffer, Tables &tables) MAY_SLEEP
{
#ifdef CONTROL
    const auto link = TRY(Mappings::Link::create(mappings.ref(), drm::GemRef<Buffer>(buffer)));
    const auto ended =
        TRY(mappings.map(0, buffer.size(), link, 0, 0, tables, TRY(mappings.spare())));
#else
    const auto ended =
        TRY(mappings.map(0, buffer.size(), buffer, 0, 0, tables, TRY(mappings.spare())));
#endif
    tables.tell_device();
    return {};
}
