// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: deleted constructor
// why: C keeps the drm_file of a command for later, when it may be closed.
// rust: refused: E0521, the reference to the file escapes
#include <bindings/drm/gem.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};
using BufferRef = drm::GemRef<Buffer>;

#ifdef CONTROL
struct Job {
    explicit Job(BufferRef &&buffer) : buffer(std::move(buffer)) {}
    BufferRef buffer;
};

Result<Box<Job>> make(const drm::File &file, u32 handle) MAY_SLEEP
{
    return make_box<Job>(GFP_KERNEL, TRY(BufferRef::lookup(file, handle)));
}
#else
struct Job {
    Job(const drm::File &file, u32 handle) : file(file), handle(handle) {}
    drm::File file;
    u32 handle;
};

Result<Box<Job>> make(const drm::File &file, u32 handle) MAY_SLEEP
{
    return make_box<Job>(GFP_KERNEL, file, handle);
}
#endif
