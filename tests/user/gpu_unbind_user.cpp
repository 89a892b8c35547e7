// SPDX-License-Identifier: GPL-2.0
// gpu_unbind_user SLOT: the graphics processor in SLOT of the PCI bus is taken from its driver while programs have
// all that they can have of it, and given back. Who had it open finds it gone, and keeps its memory; who opens it
// anew finds it as ever.
#include <tests/user/drm_node.hpp>
#include <tests/user/gpu/binds.hpp>
#include <tests/user/gpu/prime.hpp>

#include <atomic>
#include <fstream>
#include <optional>
#include <thread>

namespace {

constexpr std::size_t size = mib;

/// The node that it has now.
std::string path_of(const std::string &slot)
{
    const auto path = drm_node(slot, "renderD");
    need(!path.empty(), "a node of " + slot);
    return path;
}

void tell_driver(const char *file, const std::string &slot)
{
    std::ofstream command(std::string("/sys/bus/pci/drivers/gpu/") + file);
    need(static_cast<bool>(command << slot << std::flush), std::string("to ") + file + " " + slot);
}

/// All that a client can have.
struct Client {
    explicit Client(const std::string &path)
        : gpu(path.c_str()), vm(gpu.vm()), bo(gpu.bo(size)), mapped(gpu, bo, size), foreign(size)
    {
        mapped.fill(1);
        ::mapped(foreign).fill(2);
        EXPECT(receive(gpu, foreign.fd, imported), 0, 0);
        EXPECT(bind(gpu, vm, {map_op(bo, 0, size), map_op(imported, size, size)}), 0, 0);
        EXPECT(send(gpu, bo, shared), 0, 0);
        offset = gpu.offset(bo);
    }

    /// Once it is gone.
    void check_gone()
    {
        drm_panthor_dev_query query{};
        EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_DEV_QUERY, query), -1, ENODEV);
        drm_panthor_vm_create create{};
        EXPECT(gpu.create_vm(create), -1, ENODEV);
        EXPECT(gpu.vm_state(vm), -1, ENODEV);
        EXPECT(bind(gpu, vm, unmap_op(0, size)), -1, ENODEV);
        EXPECT(gpu.destroy_vm(vm), -1, ENODEV);
        drm_panthor_bo_create more{};
        more.size = size;
        EXPECT(gpu.create_bo(more), -1, ENODEV);
        drm_panthor_bo_mmap_offset get{.handle = bo, .pad = 0, .offset = 0};
        EXPECT(gpu.mmap_offset(get), -1, ENODEV);
        int fd = -1;
        EXPECT(send(gpu, bo, fd), -1, ENODEV);
        EXPECT(gpu.close_bo(bo), -1, ENODEV);
        const auto late = static_cast<off_t>(offset);
        EXPECT(reinterpret_cast<long>(mmap(nullptr, size, PROT_READ, MAP_SHARED, gpu.fd, late)), -1,
               ENODEV);
        // What was mapped stays memory.
        EXPECT(mapped.has(1), true, 0);
        mapped.fill(3);
        EXPECT(mapped.has(3), true, 0);
        mapped.fill(1);
    }
    ~Client() { close(shared); }

    Gpu gpu;
    std::uint32_t vm, bo, imported{};
    Mapped mapped;
    ForeignBuffer foreign;
    std::uint64_t offset{};
    int shared{};
};

/// Uses it until it is gone, which it may be at any time.
void use(const std::string &path, std::atomic<int> &users)
{
    const Gpu gpu(path.c_str());
    bool is_counted = false;
    for (unsigned turn = 0;; turn++) {
        drm_panthor_vm_create vm{};
        drm_panthor_bo_create bo{};
        bo.size = 16 * page;
        const bool gone = gpu.create_vm(vm) || gpu.create_bo(bo) ||
                          bind(gpu, vm.id,
                               {map_op(bo.handle, turn % 512 * mib, bo.size),
                                unmap_op(turn % 512 * mib, page)}) ||
                          gpu.close_bo(bo.handle) || gpu.destroy_vm(vm.id);
        if (gone) {
            const int error = errno;
            EXPECT(error, ENODEV, 0);
            return;
        }
        if (!std::exchange(is_counted, true))
            users++;
    }
}

void unbind_in_use(const std::string &slot)
{
    Client client(path_of(slot));
    std::vector<std::thread> threads;
    std::atomic<int> users = 0;
    constexpr int many = 3;
    for (int i = 0; i < many; i++)
        threads.emplace_back([&] { use(path_of(slot), users); });
    while (users < many)
        std::this_thread::yield();
    tell_driver("unbind", slot);
    for (auto &thread : threads)
        thread.join();
    client.check_gone();

    tell_driver("bind", slot);
    {
        Client anew(path_of(slot));
        EXPECT(anew.gpu.vm_state(anew.vm), 0, 0);
        // What the one of before has left is memory of another device now.
        std::uint32_t handle = 0;
        EXPECT(receive(anew.gpu, client.shared, handle), 0, 0);
        {
            Mapped again(anew.gpu, handle, size);
            EXPECT(again.has(1), true, 0);
        }
        EXPECT(bind(anew.gpu, anew.vm, map_op(handle, 4 * size, size)), 0, 0);
    }
    client.check_gone();
}

/// Everything of the device goes by the end of a file, when there is none any more.
void close_last(const std::string &slot)
{
    std::optional<Client> client(path_of(slot));
    tell_driver("unbind", slot);
    client.reset();
    tell_driver("bind", slot);
    const Gpu gpu(path_of(slot).c_str());
    EXPECT(gpu.vm(), 1, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    unbind_in_use(argv[1]);
    close_last(argv[1]);
    return failures != 0;
}
