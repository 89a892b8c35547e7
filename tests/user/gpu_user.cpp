// SPDX-License-Identifier: GPL-2.0
// gpu_user RENDER PRIMARY: asks a graphics processor, by both of its nodes, what it is, and for address spaces;
// and asks wrongly.
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/abi/mmu.hpp>
#include <tests/user/gpu/device.hpp>

#include <cstddef>

namespace {

int query(const Gpu &gpu, std::uint32_t type, std::uint32_t size, const void *to,
          std::uint32_t *told = nullptr)
{
    drm_panthor_dev_query query{.type = type, .size = size, .pointer = address(to)};
    const int result = gpu.ask(DRM_IOCTL_PANTHOR_DEV_QUERY, query);
    if (told)
        *told = query.size;
    return result;
}

/// As large as it is, as user space may think it is, and no larger. `least` has no room for what is new in it.
template <class T> T query_sizes(const Gpu &gpu, std::uint32_t type, std::uint32_t least)
{
    struct {
        T info;
        std::uint8_t behind[64];
    } room;
    std::uint32_t size = 0;
    EXPECT(query(gpu, type, 7, nullptr, &size), 0, 0);
    EXPECT(size, sizeof(T), 0);
    EXPECT(query(gpu, type, 0, &room), -1, EINVAL);
    EXPECT(query(gpu, type, least - 1, &room), -1, EINVAL);
    auto *bytes = reinterpret_cast<std::uint8_t *>(&room);
    for (const std::uint32_t room_for : {least, static_cast<std::uint32_t>(sizeof(T))}) {
        std::memset(&room, 0xa5, sizeof(room));
        EXPECT(query(gpu, type, room_for, &room, &size), 0, 0);
        EXPECT(size, room_for, 0);
        EXPECT(bytes[room_for], 0xa5, 0);
    }
    const T info = room.info;
    std::memset(&room, 0xa5, sizeof(room));
    EXPECT(query(gpu, type, sizeof(T) + 32, &room), 0, 0);
    EXPECT(std::memcmp(&room.info, &info, sizeof(info)), 0, 0);
    EXPECT(room.behind[0] | room.behind[31], 0, 0);
    EXPECT(room.behind[32], 0xa5, 0);
    EXPECT(query(gpu, type, sizeof(T), reinterpret_cast<void *>(8)), -1, EFAULT);
    // There is room at first, and then there is none.
    auto *pages = static_cast<std::uint8_t *>(
        mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    munmap(pages + page, page);
    EXPECT(query(gpu, type, sizeof(T), pages + page - sizeof(T)), 0, 0);
    EXPECT(query(gpu, type, sizeof(T), pages + page - sizeof(T) + 1), -1, EFAULT);
    EXPECT(query(gpu, type, sizeof(T) + 8, pages + page - sizeof(T)), -1, EFAULT);
    EXPECT(query(gpu, type, ~0U, pages + page - sizeof(T)), -1, EFAULT);
    munmap(pages, page);
    return info;
}

void queries(const Gpu &gpu)
{
    namespace abi = gpu::abi;
    const auto info = query_sizes<drm_panthor_gpu_info>(
        gpu, DRM_PANTHOR_DEV_QUERY_GPU_INFO, offsetof(drm_panthor_gpu_info, tiler_present) + 8);
    EXPECT(DRM_PANTHOR_MMU_VA_BITS(info.mmu_features), abi::va_bits, 0);
    EXPECT(info.gpu_id != 0 && info.as_present != 0 && info.shader_present != 0, true, 0);
    EXPECT(info.max_threads != 0, true, 0);
    EXPECT(info.pad | info.pad0, 0, 0);
    const auto csif = query_sizes<drm_panthor_csif_info>(gpu, DRM_PANTHOR_DEV_QUERY_CSIF_INFO,
                                                         sizeof(drm_panthor_csif_info));
    EXPECT(csif.csg_slot_count > 0 && csif.csg_slot_count <= abi::most_slots, true, 0);
    EXPECT(csif.cs_slot_count > 0 && csif.cs_slot_count <= abi::most_queues, true, 0);
    EXPECT(csif.cs_reg_count > csif.unpreserved_cs_reg_count, true, 0);
    EXPECT(csif.scoreboard_slot_count != 0, true, 0);
    EXPECT(csif.pad, 0, 0);
    char room[256];
    for (const std::uint32_t type : {2U, 100U, ~0U}) {
        EXPECT(query(gpu, type, sizeof(room), nullptr), -1, EINVAL);
        EXPECT(query(gpu, type, sizeof(room), room), -1, EINVAL);
    }
}

/// What all drivers of DRM have in common.
void core(const Gpu &gpu, const Gpu &primary)
{
    char name[32] = {};
    drm_version version{};
    version.name = name;
    version.name_len = sizeof(name) - 1;
    EXPECT(gpu.ask(DRM_IOCTL_VERSION, version), 0, 0);
    EXPECT(std::strcmp(name, "panthor"), 0, 0);
    EXPECT(version.version_major, 1, 0);
    EXPECT(gpu.ask(DRM_IOWR(DRM_COMMAND_BASE + 0x5f, std::uint64_t), version), -1, EINVAL);
    EXPECT(ioctl(gpu.fd, DRM_IOCTL_PANTHOR_VM_CREATE, nullptr), -1, EFAULT);
    // It has no screens, and no buffers for them.
    drm_mode_card_res resources{};
    EXPECT(primary.ask(DRM_IOCTL_MODE_GETRESOURCES, resources), -1, EOPNOTSUPP);
    drm_mode_create_dumb dumb{};
    dumb.width = dumb.height = dumb.bpp = 32;
    EXPECT(primary.ask(DRM_IOCTL_MODE_CREATE_DUMB, dumb), -1, ENOSYS);
    EXPECT(gpu.ask(DRM_IOCTL_MODE_CREATE_DUMB, dumb), -1, EACCES);
}

int create(const Gpu &gpu, std::uint64_t range, std::uint64_t want, std::uint32_t flags = 0)
{
    drm_panthor_vm_create vm{.flags = flags, .id = 0, .user_va_range = range};
    if (const int result = gpu.create_vm(vm))
        return vm.user_va_range == range ? result : wrong;
    EXPECT(vm.user_va_range, want, 0);
    return gpu.destroy_vm(vm.id);
}

void ranges(const Gpu &gpu)
{
    // All of it; what is left to the driver is a power of two, and 256 MiB at least.
    constexpr std::uint64_t all = std::uint64_t{1} << gpu::abi::va_bits, most = all - 256 * mib;
    EXPECT(create(gpu, 0, all / 2), 0, 0);
    EXPECT(create(gpu, 1, all / 2), 0, 0);
    EXPECT(create(gpu, all / 2, all / 2), 0, 0);
    EXPECT(create(gpu, all / 2 + 1, all - all / 4), 0, 0);
    EXPECT(create(gpu, all - 1024 * mib, all - 1024 * mib), 0, 0);
    EXPECT(create(gpu, all - 1024 * mib + 1, all - 512 * mib), 0, 0);
    EXPECT(create(gpu, most, most), 0, 0);
    EXPECT(create(gpu, most + 1, 0), -1, EINVAL);
    EXPECT(create(gpu, all, 0), -1, EINVAL);
    EXPECT(create(gpu, ~std::uint64_t{0}, 0), -1, EINVAL);
    for (std::uint32_t bit = 0; bit < 32; bit++)
        EXPECT(create(gpu, 0, 0, 1U << bit), -1, EINVAL);
}

void numbers(const Gpu &gpu, const Gpu &other)
{
    constexpr std::uint32_t most = 32;
    for (std::uint32_t id = 1; id <= most; id++)
        EXPECT(gpu.vm(), id, 0);
    drm_panthor_vm_create one_more{};
    EXPECT(gpu.create_vm(one_more), -1, EBUSY);
    for (const std::uint32_t id : {0U, most + 1, ~0U}) {
        EXPECT(gpu.destroy_vm(id), -1, EINVAL);
        EXPECT(gpu.vm_state(id), -1, EINVAL);
    }
    EXPECT(gpu.vm_state(most), 0, 0);
    // Of another client it is none.
    EXPECT(other.vm_state(1), -1, EINVAL);
    EXPECT(other.destroy_vm(1), -1, EINVAL);
    EXPECT(other.vm(), 1, 0);
    EXPECT(other.destroy_vm(1), 0, 0);
    EXPECT(gpu.vm_state(1), 0, 0);
    EXPECT(gpu.destroy_vm(7, 1), -1, EINVAL);
    EXPECT(gpu.vm_state(7), 0, 0);
    EXPECT(gpu.destroy_vm(7), 0, 0);
    EXPECT(gpu.destroy_vm(7), -1, EINVAL);
    EXPECT(gpu.vm_state(7), -1, EINVAL);
    EXPECT(gpu.destroy_vm(3), 0, 0);
    // The lowest that is free.
    EXPECT(gpu.vm(), 3, 0);
    EXPECT(gpu.vm(), 7, 0);
    EXPECT(gpu.create_vm(one_more), -1, EBUSY);
    for (std::uint32_t id = 1; id <= most; id++)
        EXPECT(gpu.destroy_vm(id), 0, 0);
}

/// Of a program that knows less of the command, or more, than the driver.
void other_sizes(const Gpu &gpu)
{
    constexpr unsigned int number = DRM_COMMAND_BASE + DRM_PANTHOR_VM_CREATE;
    struct Short {
        std::uint32_t flags, id;
    } less{};
    struct Long {
        drm_panthor_vm_create vm;
        std::uint64_t more;
    } more{.vm = {}, .more = 42};
    EXPECT(gpu.ask(DRM_IOWR(number, Short), less), 0, 0);
    EXPECT(less.id, 1, 0);
    EXPECT(gpu.ask(DRM_IOWR(number, Long), more), 0, 0);
    EXPECT(more.vm.id, 2, 0);
    EXPECT(more.vm.user_va_range != 0 && more.more == 42, true, 0);
    // Nothing comes back, or nothing is passed.
    drm_panthor_vm_create vm{.flags = 0, .id = 99, .user_va_range = 0};
    EXPECT(gpu.ask(DRM_IOW(number, drm_panthor_vm_create), vm), 0, 0);
    EXPECT(vm.id, 99, 0);
    vm.flags = 1;
    EXPECT(gpu.ask(DRM_IOR(number, drm_panthor_vm_create), vm), 0, 0);
    EXPECT(vm.id, 4, 0);
    for (const std::uint32_t id : {1, 2, 3, 4})
        EXPECT(gpu.destroy_vm(id), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const Gpu render(argv[1]), primary(argv[2]);
    core(render, primary);
    for (const Gpu *gpu : {&render, &primary}) {
        queries(*gpu);
        ranges(*gpu);
        numbers(*gpu, gpu == &render ? primary : render);
        other_sizes(*gpu);
    }
    return failures != 0;
}
