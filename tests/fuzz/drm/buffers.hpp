// SPDX-License-Identifier: GPL-2.0
// Buffers that are mapped, and such as come and go as files.
#pragma once

#include <tests/fuzz/drm/actor.hpp>

#include <linux/udmabuf.h>

#include <libdrm/drm.h>

template <class Actor> void unmap_buffer(Actor &actor)
{
    if (const auto gone = actor.process.maps.take(actor.random))
        munmap(reinterpret_cast<void *>(gone), actor.process.mapped);
}

/// Maps the beginning of the buffer that the file has at `offset`, and may lose it to others.
template <class Actor> void map_buffer(Actor &actor, int file, uint64_t offset)
{
    constexpr size_t page = 4096;
    Random &random = actor.random;
    const size_t size = actor.process.mapped;
    const auto where = static_cast<off_t>(actor.about(offset) & ~0xfffULL);
    const int flags = random.chance(90) ? MAP_SHARED : MAP_PRIVATE;
    void *const mapped = actor.try_it(
        [&] { return mmap(nullptr, size, PROT_READ | PROT_WRITE, flags, file, where); });
    if (mapped == MAP_FAILED)
        return;
    // Unlike who touches it, who reads into it finds out that nothing is there without a signal.
    static const int zeros = high_fd(open("/dev/zero", O_RDONLY | O_CLOEXEC));
    auto *const touched = static_cast<std::byte *>(mapped) + random.below(size / page) * page;
    actor.try_it([&] { return read(zeros, touched, random.chance(50) ? page : 8); });
    if (const auto old = actor.process.maps.put(random, address(mapped)))
        munmap(reinterpret_cast<void *>(old), size);
}

template <class Actor> int make_foreign_buffer(Actor &actor)
{
    constexpr size_t size = 64 * 64 * 4;
    const int pages = memfd_create("fuzz", MFD_ALLOW_SEALING | MFD_CLOEXEC);
    const int maker = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
    udmabuf_create create{};
    create.memfd = static_cast<uint32_t>(pages);
    create.flags = UDMABUF_FLAGS_CLOEXEC;
    create.size = size;
    int made = -1;
    if (ftruncate(pages, size) == 0 && fcntl(pages, F_ADD_SEALS, F_SEAL_SHRINK) == 0)
        made = actor.try_it([&] { return ioctl(maker, UDMABUF_CREATE, &create); });
    close(pages);
    close(maker);
    return made;
}

template <class Actor> void use_prime(Actor &actor)
{
    Random &random = actor.random;
    if (random.chance(40)) {
        drm_prime_handle in{
            .handle = 0, .flags = 0, .fd = static_cast<int>(actor.process.buffers.pick(random))};
        actor.ask(actor.file(), DRM_IOCTL_PRIME_FD_TO_HANDLE, in);
        return;
    }
    drm_prime_handle out{.handle = actor.handle(), .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
    if (random.chance(30))
        out.fd = make_foreign_buffer(actor);
    else if (!actor.ask(actor.file(), DRM_IOCTL_PRIME_HANDLE_TO_FD, out))
        return;
    keep_file(actor.process.buffers, random, out.fd);
}
