// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: does not satisfy 'Buffer'
// why: C leaves the exporter of a buffer out of its functions, and the core hands out any buffer.
// rust: compiles: a driver's object has no say in who else gets it
#include <bindings/drm/gem.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return !is_private; }
#ifdef CONTROL
    bool may_share() const { return !is_private; }
#endif
    bool is_private = false;
};

using BufferRef = drm::GemRef<Buffer>;

Result<u32> make(const drm::File &file, size_t size) MAY_SLEEP
{
    const auto buffer = TRY(BufferRef::create(file, size, Buffer{.is_private = true}));
    return buffer.create_handle(file);
}
