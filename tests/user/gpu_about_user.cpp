// SPDX-License-Identifier: GPL-2.0
// gpu_about_user NODE SLOT: what a graphics processor, in SLOT of the PCI bus, and its driver tell of themselves
// beside what they are asked for: the page of the latest flush, fdinfo, debugfs, events. Then the device is unbound.
#include <tests/user/comes_true.hpp>
#include <tests/user/gpu/scene.hpp>
#include <tests/user/text_of.hpp>

#include <csignal>
#include <fstream>

#include <setjmp.h>

namespace {

void *map_page(const Gpu &gpu, int protection, int flags, std::uint64_t offset = 0,
               std::size_t size = page)
{
    return mmap(nullptr, size, protection, flags, gpu.fd,
                static_cast<off_t>(DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET + offset));
}

const volatile std::uint32_t *flush_id(const Gpu &gpu)
{
    void *const mapped = map_page(gpu, PROT_READ, MAP_SHARED);
    need(mapped != MAP_FAILED, "the page of the latest flush");
    return static_cast<const volatile std::uint32_t *>(mapped);
}

void flushes(const Gpu &gpu)
{
    const auto refused = [&](void *mapped) { return mapped == MAP_FAILED ? -1 : 0; };
    EXPECT(refused(map_page(gpu, PROT_READ | PROT_WRITE, MAP_SHARED)), -1, EINVAL);
    EXPECT(refused(map_page(gpu, PROT_READ | PROT_EXEC, MAP_SHARED)), -1, EINVAL);
    EXPECT(refused(map_page(gpu, PROT_READ, MAP_PRIVATE)), -1, EINVAL);
    EXPECT(refused(map_page(gpu, PROT_READ, MAP_SHARED, 0, 2 * page)), -1, EINVAL);
    EXPECT(refused(map_page(gpu, PROT_READ, MAP_SHARED, page)), -1, EINVAL);
    EXPECT(refused(map_page(gpu, PROT_READ, MAP_SHARED, -page)), -1, EINVAL);

    const auto *const id = flush_id(gpu);
    EXPECT(mprotect(const_cast<std::uint32_t *>(id), page, PROT_READ | PROT_WRITE), -1, EACCES);
    const std::uint32_t before = *id;
    EXPECT(before != 0, true, 0);
    Workspace space(gpu);
    Group group(gpu, space.vm);
    Syncobj done(gpu);
    const auto flush = Stream().raw(std::uint64_t{36} << 56);
    for (std::uint32_t i = 1; i <= 3; i++) {
        EXPECT(group.submit({submit_of(0, space.put(flush), flush.size(), {signal_to(done)})}), 0,
               0);
        EXPECT(done.wait(), 0, 0);
        // One is the driver's, before each stream.
        EXPECT(*id - before, 2 * i, 0);
    }
    EXPECT(munmap(const_cast<std::uint32_t *>(id), page), 0, 0);
}

/// A number of an fdinfo, behind its name.
long told(const Gpu &gpu, const std::string &name)
{
    const auto text = text_of("/proc/self/fdinfo/" + std::to_string(gpu.fd));
    const auto at = text.find(name + ":");
    need(at != std::string::npos, name + " in " + text);
    return std::stol(text.substr(at + name.size() + 1));
}

/// Behind this the device is awake, and the scene's group has a place on it.
void run_step(Scene &scene)
{
    Syncobj done(scene.gpu);
    const auto work = step(Workspace::base + 0x70000, 1);
    EXPECT(scene.run(2, work, 2, {signal_to(done)}), 0, 0);
    EXPECT(done.wait(), 0, 0);
}

void fdinfo(const char *path)
{
    const Gpu gpu(path), other(path);
    const auto text = text_of("/proc/self/fdinfo/" + std::to_string(gpu.fd));
    EXPECT(text.find("drm-driver:\tpanthor\n") != std::string::npos, true, 0);
    EXPECT(told(gpu, "drm-client-id") != told(other, "drm-client-id"), true, 0);
    EXPECT(told(gpu, "drm-engine-capacity-gpu"), 4, 0);
    EXPECT(told(gpu, "drm-total-memory"), 0, 0);
    const auto bo = gpu.bo(64 * page);
    EXPECT(told(gpu, "drm-total-memory"), 64 * page / 1024, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(told(gpu, "drm-total-memory"), 0, 0);
    EXPECT(told(gpu, "drm-engine-gpu"), 0, 0);
    {
        Scene scene(gpu);
        run_step(scene);
        usleep(100'000);
        scene.release();
        EXPECT(scene.held.wait(), 0, 0);
    }
    EXPECT(comes_true([&] { return told(gpu, "drm-engine-gpu") != 0; }, 2), true, 0);
    // A clock of the program's own is not as exact.
    EXPECT(told(gpu, "drm-engine-gpu") >= 50'000'000, true, 0);
    EXPECT(told(other, "drm-engine-gpu"), 0, 0);
}

void debugfs(const Gpu &gpu, const std::string &slot)
{
    const std::string folder = "/sys/kernel/debug/gpu-" + slot + "/";
    const auto slots_have = [&](const char *text) {
        return text_of(folder + "slots").find(text) != std::string::npos;
    };
    EXPECT(comes_true([&] { return !slots_have("busy"); }, 2), true, 0);
    {
        const Scene scene(gpu);
        EXPECT(comes_true([&] { return slots_have(": medium, 3 queues, busy\n"); }), true, 0);
    }
    const auto log = text_of(folder + "firmware_log");
    EXPECT(log.find("abi 1.") != std::string::npos, true, 0);
    EXPECT(log.find(": starts a group of 3 queues") != std::string::npos, true, 0);
    // Between what the firmware says there is a moment at some time.
    EXPECT(comes_true([&] { return text_of(folder + "firmware_log").ends_with('\n'); }), true, 0);
    // Once more than it has room for.
    Workspace space(gpu);
    Syncobj done(gpu);
    const auto fault = Stream().fault(0x123);
    for (int i = 0; i < 40; i++) {
        Group group(gpu, space.vm);
        EXPECT(group.submit({submit_of(0, space.put(fault), fault.size(), {signal_to(done)})}), 0,
               0);
        EXPECT(done.wait(), 0, 0);
    }
    EXPECT(text_of(folder + "firmware_log").size(), 4096, 0);
}

/// What somebody hears who traces the driver.
void events(const Gpu &gpu)
{
    const std::string folder = "/sys/kernel/tracing/", enable = folder + "events/gpu/enable";
    std::ofstream(folder + "trace") << std::flush;
    need(static_cast<bool>(std::ofstream(enable) << 1 << std::flush), enable);
    Scene scene(gpu);
    run_step(scene);
    // The other queue's stream may get to the device later.
    for (const std::string event :
         {"gpu_bind: map address=0x100000 size=0x100000",
          "gpu_job: queue=0 address=0x100000 size=24", "gpu_job: queue=2 address=0x102000 size=32",
          "gpu_request: type=2 slot=", "gpu_event: type=2 slot="})
        if (!comes_true([&] { return text_of(folder + "trace").contains(event); })) {
            failures++;
            std::printf("nobody said '%s', but:\n%s\n", event.c_str(),
                        text_of(folder + "trace").c_str());
        }
    std::ofstream(enable) << 0 << std::flush;
}

sigjmp_buf behind;

bool is_there(const volatile std::uint32_t *id)
{
    if (sigsetjmp(behind, 1) != 0)
        return false;
    static_cast<void>(*id);
    return true;
}

/// What is mapped of it is gone with it.
void removal(const Gpu &gpu, const std::string &slot)
{
    std::signal(SIGBUS, [](int) { siglongjmp(behind, 1); });
    const auto *const used = flush_id(gpu), *const unused = flush_id(gpu);
    EXPECT(is_there(used), true, 0);
    std::ofstream("/sys/bus/pci/drivers/gpu/unbind") << slot << std::flush;
    EXPECT(is_there(used), false, 0);
    EXPECT(is_there(unused), false, 0);
    EXPECT(map_page(gpu, PROT_READ, MAP_SHARED) == MAP_FAILED ? -1 : 0, -1, ENODEV);
    EXPECT(access(("/sys/kernel/debug/gpu-" + slot).c_str(), F_OK), -1, ENOENT);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const Gpu gpu(argv[1]);
    flushes(gpu);
    fdinfo(argv[1]);
    debugfs(gpu, argv[2]);
    events(gpu);
    removal(gpu, argv[2]);
    return failures != 0;
}
