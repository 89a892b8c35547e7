// SPDX-License-Identifier: GPL-2.0
// gpu_buffers_user RENDER: buffers of a graphics processor, as programs see them, and as they pass them on.
#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/prime.hpp>

namespace {

/// What is made of `size` bytes; the buffer is closed again.
int create(const Gpu &gpu, std::uint64_t size, std::uint64_t want, std::uint32_t flags = 0,
           std::uint32_t vm = 0, std::uint32_t pad = 0)
{
    drm_panthor_bo_create bo{};
    bo.size = size;
    bo.flags = flags;
    bo.exclusive_vm_id = vm;
    bo.pad = pad;
    if (const int result = gpu.create_bo(bo))
        return bo.size == size && bo.handle == 0 ? result : wrong;
    EXPECT(bo.size, want, 0);
    EXPECT(bo.handle != 0, true, 0);
    return gpu.close_bo(bo.handle);
}

void creation(const Gpu &gpu, const Gpu &other)
{
    EXPECT(create(gpu, 1, page), 0, 0);
    EXPECT(create(gpu, page, page), 0, 0);
    EXPECT(create(gpu, page + 1, 2 * page), 0, 0);
    // No page of it is there yet.
    EXPECT(create(gpu, 1024 * mib, 1024 * mib), 0, 0);
    EXPECT(create(gpu, 0, 0), -1, EINVAL);
    // Rounded up it is none; more than a file can have; more than programs could map.
    EXPECT(create(gpu, ~std::uint64_t{0}, 0), -1, ENOSPC);
    EXPECT(create(gpu, std::uint64_t{1} << 63, 0), -1, EINVAL);
    EXPECT(create(gpu, std::uint64_t{1} << 40, 0), -1, ENOSPC);
    EXPECT(create(gpu, page, 0, 0, 0, 1), -1, EINVAL);
    EXPECT(create(gpu, page, page, DRM_PANTHOR_BO_NO_MMAP), 0, 0);
    for (std::uint32_t bit = 1; bit < 32; bit++)
        EXPECT(create(gpu, page, 0, 1U << bit), -1, EINVAL);
    const auto vm = gpu.vm();
    EXPECT(create(gpu, page, page, 0, vm), 0, 0);
    EXPECT(create(gpu, page, 0, 0, vm + 1), -1, EINVAL);
    EXPECT(create(other, page, 0, 0, vm), -1, EINVAL);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
    EXPECT(create(gpu, page, 0, 0, vm), -1, EINVAL);
    EXPECT(gpu.close_bo(0), -1, EINVAL);
    EXPECT(gpu.close_bo(0x123456), -1, EINVAL);
}

int place(const Gpu &gpu, std::uint32_t handle, std::uint32_t pad = 0)
{
    drm_panthor_bo_mmap_offset get{.handle = handle, .pad = pad, .offset = 42};
    const int result = gpu.mmap_offset(get);
    return (get.offset != 42) == (result == 0) ? result : wrong;
}

/// mmap() of a part of a file; what it maps is unmapped again.
int map(int fd, std::uint64_t offset, std::size_t size, int flags = MAP_SHARED)
{
    void *const mapped =
        mmap(nullptr, size, PROT_READ | PROT_WRITE, flags, fd, static_cast<off_t>(offset));
    return mapped == MAP_FAILED ? -1 : munmap(mapped, size);
}

void places(const Gpu &gpu, const Gpu &other)
{
    constexpr std::size_t size = 3 * page;
    const auto bo = gpu.bo(size), hidden = gpu.bo(size, DRM_PANTHOR_BO_NO_MMAP);
    EXPECT(place(gpu, bo), 0, 0);
    EXPECT(place(gpu, bo, 1), -1, EINVAL);
    EXPECT(place(gpu, 0), -1, ENOENT);
    EXPECT(place(gpu, 0x123456), -1, ENOENT);
    EXPECT(place(other, bo), -1, ENOENT);
    const auto offset = gpu.offset(bo);
    EXPECT(offset % page == 0 && offset != gpu.offset(hidden), true, 0);
    EXPECT(gpu.offset(bo) == offset, true, 0);
    EXPECT(map(gpu.fd, offset, size), 0, 0);
    EXPECT(map(gpu.fd, offset, page), 0, 0);
    EXPECT(map(gpu.fd, offset, size + page), -1, EINVAL);
    EXPECT(map(gpu.fd, offset + page, page), -1, EINVAL);
    EXPECT(map(gpu.fd, offset + (std::uint64_t{1} << 40), page), -1, EINVAL);
    EXPECT(map(gpu.fd, 0, page), -1, EINVAL);
    // What is written to a copy nobody else would see.
    EXPECT(map(gpu.fd, offset, size, MAP_PRIVATE), -1, EINVAL);
    EXPECT(map(other.fd, offset, size), -1, EACCES);
    EXPECT(map(gpu.fd, gpu.offset(hidden), size), -1, EINVAL);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(gpu.close_bo(bo), -1, EINVAL);
    EXPECT(place(gpu, bo), -1, ENOENT);
    EXPECT(map(gpu.fd, offset, size) != 0, true, 0);
    EXPECT(gpu.close_bo(hidden), 0, 0);
}

/// Zeros at first, the same for all who see it, and there as long as somebody does.
void content(const char *path)
{
    constexpr std::size_t size = 4 * mib;
    for (const std::uint64_t seed : {1, 2, 3}) {
        Gpu gpu(path);
        const auto bo = gpu.bo(size);
        Mapped first(gpu, bo, size), second(gpu, bo, size);
        EXPECT(first.is_zero(), true, 0);
        first.fill(seed);
        EXPECT(second.has(seed), true, 0);
        EXPECT(gpu.close_bo(bo), 0, 0);
        EXPECT(first.has(seed), true, 0);
        {
            const Gpu closed = std::move(gpu);
        }
        second.fill(seed + 10);
        EXPECT(first.has(seed + 10), true, 0);
    }
}

void sharing(const Gpu &gpu, const Gpu &other)
{
    constexpr std::size_t size = 2 * mib;
    const auto bo = gpu.bo(size);
    Mapped mapped(gpu, bo, size);
    mapped.fill(1);
    int fd = -1;
    EXPECT(send(gpu, bo, fd), 0, 0);
    EXPECT(lseek(fd, 0, SEEK_END), static_cast<long>(size), 0);
    std::uint32_t same = 0, theirs = 0, again = 0;
    EXPECT(receive(gpu, fd, same), 0, 0);
    EXPECT(same, bo, 0);
    EXPECT(receive(other, fd, theirs), 0, 0);
    EXPECT(receive(other, fd, again), 0, 0);
    EXPECT(theirs != 0 && theirs == again, true, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
    {
        Mapped by_file(fd, 0, size), by_handle(other, theirs, size);
        EXPECT(by_file.has(1) && by_handle.has(1), true, 0);
        by_handle.fill(2);
        EXPECT(mapped.has(2), true, 0);
    }
    const auto vm = other.vm();
    EXPECT(bind(other, vm, map_op(theirs, 0, size)), 0, 0);
    close(fd);
    EXPECT(other.close_bo(theirs), 0, 0);
    EXPECT(bind(other, vm, unmap_op(0, size)), 0, 0);
    EXPECT(other.destroy_vm(vm), 0, 0);
    EXPECT(send(gpu, 0, fd), -1, ENOENT);
    EXPECT(send(gpu, 0x123456, fd), -1, ENOENT);
    EXPECT(receive(gpu, -1, same), -1, EBADF);
    EXPECT(receive(gpu, gpu.fd, same), -1, EINVAL);
}

/// Whoever has it may map no more of it than its maker.
void sharing_hidden(const Gpu &gpu, const Gpu &other)
{
    constexpr std::size_t size = 2 * mib;
    int fd = -1;
    std::uint32_t theirs = 0;
    const auto hidden = gpu.bo(size, DRM_PANTHOR_BO_NO_MMAP);
    EXPECT(send(gpu, hidden, fd), 0, 0);
    EXPECT(map(fd, 0, size), -1, EINVAL);
    EXPECT(receive(other, fd, theirs), 0, 0);
    EXPECT(map(other.fd, other.offset(theirs), size), -1, EINVAL);
    EXPECT(other.close_bo(theirs), 0, 0);
    EXPECT(gpu.close_bo(hidden), 0, 0);
    close(fd);
}

/// A buffer of one address space is mapped in no other, and stays with its client.
void exclusive(const Gpu &gpu)
{
    const auto mine = gpu.vm(), other = gpu.vm();
    const auto bo = gpu.bo(mib, 0, mine);
    int fd = -1;
    EXPECT(send(gpu, bo, fd), -1, EINVAL);
    EXPECT(map(gpu.fd, gpu.offset(bo), mib), 0, 0);
    EXPECT(bind(gpu, mine, map_op(bo, 0, mib)), 0, 0);
    EXPECT(bind(gpu, other, map_op(bo, 0, mib)), -1, EINVAL);
    EXPECT(gpu.destroy_vm(mine), 0, 0);
    // Of the same number, it is another.
    EXPECT(gpu.vm(), mine, 0);
    EXPECT(bind(gpu, mine, map_op(bo, 0, mib)), -1, EINVAL);
    EXPECT(send(gpu, bo, fd), -1, EINVAL);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(gpu.destroy_vm(mine), 0, 0);
    EXPECT(gpu.destroy_vm(other), 0, 0);
}

/// One that is no buffer of this driver.
void foreign(const Gpu &gpu)
{
    constexpr std::size_t size = mib;
    const ForeignBuffer memory(size);
    std::uint32_t bo = 0;
    EXPECT(receive(gpu, memory.fd, bo), 0, 0);
    const auto vm = gpu.vm();
    EXPECT(bind(gpu, vm, map_op(bo, 0, size)), 0, 0);
    EXPECT(bind(gpu, vm, map_op(bo, size, size + page)), -1, EINVAL);
    EXPECT(bind(gpu, vm, map_op(bo, 7 * page, page, page)), 0, 0);
    Mapped ours(gpu, bo, size);
    mapped(memory).fill(5);
    EXPECT(ours.has(5), true, 0);
    int fd = -1;
    EXPECT(send(gpu, bo, fd), 0, 0);
    close(fd);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
    EXPECT(ours.has(5), true, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]), other(argv[1]);
    creation(gpu, other);
    places(gpu, other);
    content(argv[1]);
    sharing(gpu, other);
    sharing_hidden(gpu, other);
    exclusive(gpu);
    foreign(gpu);
    return failures != 0;
}
