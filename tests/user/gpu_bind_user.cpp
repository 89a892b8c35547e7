// SPDX-License-Identifier: GPL-2.0
// gpu_bind_user RENDER: what may be mapped in an address space of a graphics processor, what may not, and what
// becomes of mappings that others come over.
#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/shared_memory.hpp>

namespace {

constexpr std::uint64_t all = std::uint64_t{1} << 47;

void fields(const Gpu &gpu, const Gpu &other)
{
    constexpr std::uint64_t size = 4 * page, last = all - size;
    const auto vm = gpu.vm(), bo = gpu.bo(size), theirs = [&] {
        other.bo(page);
        return other.bo(size);
    }();
    EXPECT(bind(gpu, vm, map_op(bo, 0, size)), 0, 0);
    EXPECT(bind(gpu, vm, map_op(bo, last, size)), 0, 0);
    EXPECT(bind(gpu, vm, map_op(bo, size, page, 3 * page)), 0, 0);
    EXPECT(bind(gpu, vm + 1, map_op(bo, 0, size)), -1, EINVAL);
    EXPECT(bind(gpu, 0, map_op(bo, 0, size)), -1, EINVAL);
    EXPECT(bind(other, vm, map_op(theirs, 0, size)), -1, EINVAL);

    // Not of pages.
    EXPECT(bind(gpu, vm, map_op(bo, 1, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, size - 1)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, page, 512)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(2048, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(0, 1)), -1, EINVAL);
    // Not within the program's part.
    EXPECT(bind(gpu, vm, map_op(bo, last + page, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, all, page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, -page, page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, -page, 2 * page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(last + page, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(-page, 2 * page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(page, -page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, unmap_op(0, all + page)), -1, EINVAL);
    // Not within the buffer.
    EXPECT(bind(gpu, vm, map_op(bo, 0, size + page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, size, page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, page, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, page, -page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 0, all)), -1, EINVAL);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
    EXPECT(bind(gpu, vm, map_op(bo, 0, size)), -1, EINVAL);
    EXPECT(gpu.close_bo(bo) | other.close_bo(theirs), 0, 0);
}

void buffers(const Gpu &gpu, const Gpu &other)
{
    constexpr std::uint64_t size = 4 * page;
    const auto vm = gpu.vm(), theirs = [&] {
        other.bo(page);
        return other.bo(size);
    }();
    // No buffer.
    EXPECT(bind(gpu, vm, map_op(0, 0, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(0x123456, 0, size)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(theirs, 0, size)), -1, EINVAL);
    // What programs may not see the device may.
    const auto hidden = gpu.bo(size, DRM_PANTHOR_BO_NO_MMAP);
    EXPECT(bind(gpu, vm, map_op(hidden, 0, size)), 0, 0);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
    EXPECT(gpu.close_bo(hidden) | other.close_bo(theirs), 0, 0);
}

void flags(const Gpu &gpu)
{
    const auto vm = gpu.vm(), bo = gpu.bo(page);
    constexpr std::uint32_t known = DRM_PANTHOR_VM_BIND_OP_MAP_READONLY |
                                    DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC |
                                    DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED;
    for (std::uint32_t some = 0; some <= known; some++)
        EXPECT(bind(gpu, vm, map_op(bo, 0, page, 0, some)), 0, 0);
    for (std::uint32_t bit = 3; bit < 28; bit++)
        EXPECT(bind(gpu, vm, map_op(bo, 0, page, 0, 1U << bit)), -1, EINVAL);
    for (std::uint32_t bit = 0; bit < 28; bit++) {
        Op op = unmap_op(0, page);
        op.flags |= 1U << bit;
        EXPECT(bind(gpu, vm, op), -1, EINVAL);
    }
    // Waiting for nothing (2) is for what is not done at once; others mean nothing.
    for (std::uint32_t type = 2; type < 16; type++) {
        Op op = unmap_op(0, page);
        op.flags = type << 28;
        EXPECT(bind(gpu, vm, op), -1, EINVAL);
        op.flags |= DRM_PANTHOR_VM_BIND_OP_MAP_READONLY;
        EXPECT(bind(gpu, vm, op), -1, EINVAL);
    }
    Op op = unmap_op(0, page);
    op.bo_handle = bo;
    EXPECT(bind(gpu, vm, op), -1, EINVAL);
    op = unmap_op(0, page);
    op.bo_offset = page;
    EXPECT(bind(gpu, vm, op), -1, EINVAL);
    // Of nothing, it is nothing; but what is done at once signals nobody.
    op = map_op(0x123456, 1, 0, 1, ~0U);
    EXPECT(bind(gpu, vm, op), 0, 0);
    op.syncs.count = 1;
    EXPECT(bind(gpu, vm, op), -1, EINVAL);
    op = map_op(bo, 0, page);
    op.syncs.count = 1;
    EXPECT(bind(gpu, vm, op), -1, EINVAL);
    EXPECT(gpu.destroy_vm(vm) | gpu.close_bo(bo), 0, 0);
}

int bind_array(const Gpu &gpu, std::uint32_t vm, const void *array, std::uint32_t stride,
               std::uint32_t count, std::uint32_t bind_flags = 0)
{
    drm_panthor_vm_bind bind{};
    bind.vm_id = vm;
    bind.flags = bind_flags;
    bind.ops = {.stride = stride, .count = count, .array = address(array)};
    const int result = gpu.ask(DRM_IOCTL_PANTHOR_VM_BIND, bind);
    return bind.ops.count == count ? result : wrong;
}

void arrays(const Gpu &gpu)
{
    struct Longer {
        Op op;
        std::uint64_t more;
    };
    const auto vm = gpu.vm(), bo = gpu.bo(page);
    const Longer ops[3] = {
        {map_op(bo, 0, page), 0}, {map_op(bo, page, page), 0}, {unmap_op(0, page), 0}};
    EXPECT(bind_array(gpu, vm, ops, sizeof(Longer), 3), 0, 0);
    EXPECT(bind_array(gpu, vm, ops, sizeof(Op), 1), 0, 0);
    EXPECT(bind_array(gpu, vm, ops, sizeof(Op) - 1, 1), -1, EINVAL);
    EXPECT(bind_array(gpu, vm, ops, 0, 1), -1, EINVAL);
    const Longer unknown[2] = {{map_op(bo, 0, page), 0}, {map_op(bo, 0, page), 1}};
    EXPECT(bind_array(gpu, vm, unknown, sizeof(Longer), 2), -1, E2BIG);
    // Of none nothing is looked at.
    EXPECT(bind_array(gpu, vm, nullptr, 0, 0), 0, 0);
    EXPECT(bind_array(gpu, vm + 1, nullptr, 0, 0), -1, EINVAL);
    EXPECT(bind_array(gpu, vm, nullptr, sizeof(Op), 1), -1, EFAULT);
    EXPECT(bind_array(gpu, vm, reinterpret_cast<void *>(-64L), sizeof(Op), 1), -1, EFAULT);
    EXPECT(bind_array(gpu, vm, ops, sizeof(Op), ~0U), -1, ENOMEM);
    EXPECT(bind_array(gpu, vm, ops, ~0U, 2) != 0, true, 0);
    EXPECT(bind_array(gpu, vm, ops, ~0U, ~0U) != 0, true, 0);
    for (std::uint32_t bit = 1; bit < 32; bit++)
        EXPECT(bind_array(gpu, vm, ops, sizeof(Longer), 1, 1U << bit), -1, EINVAL);
    EXPECT(gpu.destroy_vm(vm) | gpu.close_bo(bo), 0, 0);
}

/// What was done before something went wrong stays, and what comes behind is not done.
void half_way(const Gpu &gpu)
{
    const auto vm = gpu.vm(), bo = gpu.bo(page);
    std::uint32_t done = 0;
    const auto good = map_op(bo, 0, page), bad = map_op(bo, 1, page);
    EXPECT(bind(gpu, vm, {good, good, good}, &done), 0, 0);
    EXPECT(done, 3, 0);
    EXPECT(bind(gpu, vm, {bad, good}, &done), -1, EINVAL);
    EXPECT(done, 0, 0);
    EXPECT(bind(gpu, vm, {good, good, bad, good}, &done), -1, EINVAL);
    EXPECT(done, 2, 0);
    // Many, each over the one before.
    std::vector<Op> many(1000, good);
    many.back() = bad;
    EXPECT(bind(gpu, vm, many, &done), -1, EINVAL);
    EXPECT(done, 999, 0);
    EXPECT(gpu.destroy_vm(vm) | gpu.close_bo(bo), 0, 0);
}

/// A buffer is there as long as any of it is mapped, and no longer.
struct Overlaps {
    static constexpr std::uint64_t size = 8 * mib, part = size / 4;

    const Gpu &gpu;
    const std::uint32_t vm = gpu.vm();
    const SharedMemory memory{size};

    void map_anew(std::uint64_t at) const
    {
        const auto bo = gpu.bo(size);
        EXPECT(bind(gpu, vm, map_op(bo, at, size)), 0, 0);
        EXPECT(gpu.close_bo(bo), 0, 0);
    }
    void unmap(std::uint64_t at, std::uint64_t length, long left) const
    {
        EXPECT(bind(gpu, vm, unmap_op(at, length)), 0, 0);
        EXPECT(memory.buffers(), left, 0);
    }
    void parts() const;
    void holes() const;
};

void Overlaps::parts() const
{
    EXPECT(memory.buffers(), 0, 0);
    map_anew(0);
    EXPECT(memory.buffers(), 1, 0);
    unmap(size, all - size, 1);
    // From the front, from the back, from the middle, and what is left of it.
    unmap(0, part, 1);
    unmap(3 * part, part, 1);
    unmap(part + page, page, 1);
    unmap(part, page, 1);
    unmap(part + 2 * page, size, 0);
    unmap(0, all, 0);
    // Over the end of one and the beginning of another; over both; over all of one, and no more.
    map_anew(0);
    map_anew(size);
    map_anew(size / 2);
    EXPECT(memory.buffers(), 3, 0);
    map_anew(0);
    EXPECT(memory.buffers(), 3, 0);
    map_anew(size);
    EXPECT(memory.buffers(), 2, 0);
    unmap(size - page, 2 * page, 2);
    unmap(0, size, 1);
    unmap(0, 2 * size, 0);
}

void Overlaps::holes() const
{
    // A hole in the middle of one, which another fills; then each of the three goes.
    map_anew(4 * size);
    const auto small = gpu.bo(size);
    EXPECT(bind(gpu, vm, map_op(small, 4 * size + part, part, 2 * part)), 0, 0);
    EXPECT(bind(gpu, vm, map_op(small, 4 * size + part, part, 2 * part)), 0, 0);
    EXPECT(gpu.close_bo(small), 0, 0);
    EXPECT(memory.buffers(), 2, 0);
    unmap(4 * size + 2 * part, 2 * part, 2);
    unmap(4 * size, part, 1);
    unmap(4 * size, 2 * part, 0);
    // In many places at once, far from each other; and with the address space it goes.
    const auto spread = gpu.bo(size);
    for (std::uint64_t at = 0; at < all; at += all / 64)
        EXPECT(bind(gpu, vm, map_op(spread, at, size)), 0, 0);
    EXPECT(gpu.close_bo(spread), 0, 0);
    unmap(page, all - 2 * page, 1);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
    EXPECT(memory.buffers(), 0, 0);
}

void overlaps(const Gpu &gpu)
{
    const Overlaps test{gpu};
    test.parts();
    test.holes();
}

/// Two address spaces, or two clients, have nothing in common but the buffer.
void apart(const Gpu &gpu, const char *path)
{
    constexpr std::uint64_t size = 8 * mib;
    const SharedMemory memory(size);
    const auto one = gpu.vm(), two = gpu.vm(), bo = gpu.bo(size);
    EXPECT(bind(gpu, one, map_op(bo, 0, size)), 0, 0);
    EXPECT(bind(gpu, two, map_op(bo, 0, size)), 0, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(bind(gpu, one, unmap_op(0, size)), 0, 0);
    EXPECT(memory.buffers(), 1, 0);
    EXPECT(gpu.destroy_vm(two), 0, 0);
    EXPECT(memory.buffers(), 0, 0);
    EXPECT(gpu.destroy_vm(one), 0, 0);
    {
        const Gpu other(path);
        const auto theirs = other.vm(), kept = other.bo(size);
        EXPECT(bind(other, theirs, map_op(kept, 0, size)), 0, 0);
        EXPECT(memory.buffers(), 1, 0);
    }
    EXPECT(memory.buffers(), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]), other(argv[1]);
    fields(gpu, other);
    buffers(gpu, other);
    flags(gpu);
    arrays(gpu);
    half_way(gpu);
    overlaps(gpu);
    apart(gpu, argv[1]);
    return failures != 0;
}
