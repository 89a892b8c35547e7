// SPDX-License-Identifier: GPL-2.0
// gpu_reservations_user RENDER: who looks at a buffer's reservation finds there what a graphics processor still does
// with it, if he wants to take it away; who only reads or writes it is not held up, for programs say themselves what
// is to be waited for. /dev/resv_probe tells what the kernel tells nobody.
#include <tests/modules/resv_probe/resv_probe.h>
#include <tests/user/comes_true.hpp>
#include <tests/user/gpu/prime.hpp>
#include <tests/user/gpu/scene.hpp>

#include <linux/dma-buf.h>

#include <atomic>
#include <thread>

#include <poll.h>

namespace {

constexpr std::uint64_t target = Scene::target;
/// As the kernel numbers them.
constexpr std::uint32_t for_reading = 2, bookkeeping = 3;

class Probe {
public:
    explicit Probe(const Gpu &gpu) : gpu_(gpu), fd_(open("/dev/resv_probe", O_RDWR | O_CLOEXEC))
    {
        need(fd_ >= 0, "/dev/resv_probe");
    }
    ~Probe() { close(fd_); }
    Probe(const Probe &) = delete;
    Probe &operator=(const Probe &) = delete;

    /// 1: somebody has to wait for it, who does with it what needs that; 0: nobody.
    int busy(std::uint32_t handle, std::uint32_t usage = bookkeeping) const
    {
        return ask(RESV_PROBE_BUSY, usage, handle, handle);
    }
    int shared(std::uint32_t first, std::uint32_t second) const
    {
        return ask(RESV_PROBE_SHARED, 0, first, second);
    }

private:
    int ask(unsigned long command, std::uint32_t usage, std::uint32_t first,
            std::uint32_t second) const
    {
        resv_probe probe{.fd = gpu_.fd, .usage = usage, .handle = first, .other = second};
        return ioctl(fd_, command, &probe);
    }

    const Gpu &gpu_;
    const int fd_;
};

/// Buffers for one address space alone have its reservation, all others one of their own.
void sharing(const Gpu &gpu)
{
    const Probe probe(gpu);
    const auto vm = gpu.vm(), other = gpu.vm();
    const auto mine = gpu.bo(page, 0, vm), mine_too = gpu.bo(mib, 0, vm);
    const auto theirs = gpu.bo(page, 0, other), any = gpu.bo(page), any_too = gpu.bo(page);
    EXPECT(probe.shared(mine, mine_too), 1, 0);
    EXPECT(probe.shared(mine, theirs), 0, 0);
    EXPECT(probe.shared(mine, any), 0, 0);
    EXPECT(probe.shared(any, any_too), 0, 0);
    EXPECT(probe.busy(any) | probe.busy(mine), 0, 0);
    // It lives as long as a buffer that has it.
    EXPECT(bind(gpu, vm, map_op(mine, 0, page)), 0, 0);
    EXPECT(gpu.destroy_vm(vm) | gpu.destroy_vm(other), 0, 0);
    EXPECT(probe.busy(mine_too), 0, 0);
    Mapped still(gpu, mine_too, mib);
    EXPECT(still.is_zero(), true, 0);
    for (const auto bo : {mine, mine_too, theirs, any, any_too})
        EXPECT(gpu.close_bo(bo), 0, 0);
}

/// Nobody who polls, or asks for what there is to wait for, is held up.
void is_free(int buffer)
{
    pollfd both{.fd = buffer, .events = POLLIN | POLLOUT, .revents = 0};
    EXPECT(poll(&both, 1, 0), 1, 0);
    EXPECT(both.revents, POLLIN | POLLOUT, 0);
    dma_buf_export_sync_file out{.flags = DMA_BUF_SYNC_RW, .fd = -1};
    EXPECT(ioctl(buffer, DMA_BUF_IOCTL_EXPORT_SYNC_FILE, &out), 0, 0);
    pollfd done{.fd = out.fd, .events = POLLIN, .revents = 0};
    EXPECT(poll(&done, 1, 0), 1, 0);
    close(out.fd);
}

/// What another file knows a buffer by, that is passed on as `buffer`.
std::uint32_t pass(const Gpu &from, std::uint32_t handle, const Gpu &to, int &buffer)
{
    std::uint32_t theirs = 0;
    EXPECT(send(from, handle, buffer), 0, 0);
    EXPECT(receive(to, buffer, theirs), 0, 0);
    return theirs;
}

/// A stream runs: all that is mapped is in use until it ends, whoever else has it; nothing else is.
void streams(const Gpu &gpu, const Gpu &other)
{
    Scene scene(gpu);
    const Probe probe(gpu), elsewhere(other);
    const auto vm = scene.space.vm;
    const auto own = gpu.bo(page, 0, vm), passed = gpu.bo(page), unmapped = gpu.bo(page);
    const ForeignBuffer memory(page);
    std::uint32_t imported = 0;
    int buffer = -1;
    EXPECT(receive(gpu, memory.fd, imported), 0, 0);
    const auto theirs = pass(gpu, passed, other, buffer);
    EXPECT(bind(gpu, vm,
                {map_op(own, target, page), map_op(passed, target + page, page),
                 map_op(imported, target + 2 * page, page),
                 map_op(unmapped, target + 3 * page, page), unmap_op(target + 3 * page, page)}),
           0, 0);
    // What runs has begun before any of them was mapped.
    EXPECT(probe.busy(scene.space.handle), 1, 0);
    EXPECT(probe.busy(passed), 0, 0);
    Syncobj done(gpu);
    EXPECT(scene.run(1, step(target, 1), 1, {wait_for(scene.held), signal_to(done)}), 0, 0);
    EXPECT(probe.busy(own), 1, 0);
    EXPECT(probe.busy(passed), 1, 0);
    EXPECT(probe.busy(imported), 1, 0);
    EXPECT(elsewhere.busy(theirs), 1, 0);
    EXPECT(probe.busy(unmapped), 0, 0);
    EXPECT(probe.busy(passed, for_reading), 0, 0);
    is_free(buffer);
    is_free(memory.fd);
    // It is still the same that is in use, when nothing is mapped any more.
    EXPECT(bind(gpu, vm, unmap_op(target + page, page)), 0, 0);
    EXPECT(probe.busy(passed), 1, 0);
    scene.release();
    EXPECT(done.wait(), 0, 0);
    EXPECT(probe.busy(own) | probe.busy(passed) | probe.busy(imported), 0, 0);
    EXPECT(elsewhere.busy(theirs), 0, 0);
    close(buffer);
    EXPECT(other.close_bo(theirs), 0, 0);
    for (const auto bo : {own, passed, unmapped, imported})
        EXPECT(gpu.close_bo(bo), 0, 0);
}

/// A change waits: what it maps is in use, and what is for the address space alone.
void changes(const Gpu &gpu)
{
    Scene scene(gpu);
    const Probe probe(gpu);
    const auto vm = scene.space.vm;
    const auto own = gpu.bo(page, 0, vm), mapped = gpu.bo(page), coming = gpu.bo(page);
    EXPECT(bind(gpu, vm, map_op(mapped, target + page, page)), 0, 0);
    Syncobj done(gpu);
    const std::vector<Sync> syncs{wait_for(scene.held), signal_to(done)};
    EXPECT(bind_later(gpu, vm, {with(map_op(coming, target, page), syncs)}), 0, 0);
    EXPECT(probe.busy(coming), 1, 0);
    EXPECT(probe.busy(own), 1, 0);
    EXPECT(probe.busy(mapped), 0, 0);
    EXPECT(probe.busy(coming, for_reading), 0, 0);
    // A stream is about what is to be mapped, too.
    EXPECT(scene.run(1, step(target + page, 1), 1, {signal_to(done)}), 0, 0);
    EXPECT(done.wait(), 0, 0);
    EXPECT(probe.busy(coming), 1, 0);
    scene.release();
    EXPECT(comes_true([&] { return probe.busy(coming) == 0 && probe.busy(own) == 0; }, 5), true, 0);
    for (const auto bo : {own, mapped, coming})
        EXPECT(gpu.close_bo(bo), 0, 0);
}

/// Two address spaces have the same buffers, in opposite orders, and both are at work at once: whoever finds one
/// locked lets go, and begins anew.
void crossing(const Gpu &gpu)
{
    constexpr unsigned buffers = 8, rounds = 100;
    std::vector<std::uint32_t> all;
    for (unsigned i = 0; i < buffers; i++)
        all.push_back(gpu.bo(page));
    std::atomic<unsigned> wrong_results = 0;
    const auto work = [&](bool backwards) {
        Scene scene(gpu);
        scene.release();
        for (unsigned i = 0; i < buffers; i++)
            wrong_results +=
                bind(gpu, scene.space.vm,
                     map_op(all[backwards ? buffers - 1 - i : i], target + i * page, page)) != 0;
        Syncobj done(gpu);
        const auto at = scene.space.put(step(target, 1), 1);
        const std::vector<Sync> syncs{signal_to(done)};
        const auto one = submit_of(1, at, step(target, 1).size(), syncs),
                   two = submit_of(2, at, step(target, 1).size(), syncs);
        for (unsigned i = 0; i < rounds; i++)
            wrong_results += scene.group.submit({one, two, one}) != 0 || done.wait() != 0;
    };
    std::thread forwards(work, false), backwards(work, true);
    forwards.join();
    backwards.join();
    EXPECT(wrong_results, 0U, 0);
    const Probe probe(gpu);
    for (const auto bo : all) {
        EXPECT(comes_true([&] { return probe.busy(bo) == 0; }, 5), true, 0);
        EXPECT(gpu.close_bo(bo), 0, 0);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]), other(argv[1]);
    sharing(gpu);
    streams(gpu, other);
    changes(gpu);
    crossing(gpu);
    return failures != 0;
}
