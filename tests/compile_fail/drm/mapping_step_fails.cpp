// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: constraints not satisfied
// why: C fails in the middle of a change of page tables, which the list of mappings then does not know of.
// rust: none: there is no GPUVM
#include <bindings/drm/gpuvm.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};
using BufferRef = drm::GemRef<Buffer>;

struct Tables {
#ifdef CONTROL
    void map(u64, u64, const BufferRef &, u64, u32) {}
#else
    Result<> map(u64, u64, const BufferRef &, u64, u32) { return -ENOMEM; }
#endif
    void unmap(u64, u64) {}
};

using Space = drm::Gpuvm<Buffer, Tables>;

Result<Space::Ended> map(Space &space, const drm::GpuvmLink<Buffer> &link, Tables &tables) MAY_SLEEP
{
    return space.map(0, 4096, link, 0, 0, tables, TRY(Space::spare()));
}
