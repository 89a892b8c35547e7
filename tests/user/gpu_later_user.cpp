// SPDX-License-Identifier: GPL-2.0
// gpu_later_user RENDER: changes of an address space that wait for streams, and that streams wait for.
#include <tests/user/comes_true.hpp>
#include <tests/user/gpu/scene.hpp>
#include <tests/user/gpu/shared_memory.hpp>

namespace {

constexpr std::uint64_t target = Scene::target;

Op only(const std::vector<Sync> &syncs)
{
    Op op{};
    op.flags = DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY;
    op.syncs = objects(syncs);
    return op;
}

/// A buffer comes over another between two streams.
void order(const Gpu &gpu)
{
    Scene scene(gpu);
    Syncobj bound(gpu), done(gpu);
    const auto first = gpu.bo(page), second = gpu.bo(page);
    Mapped in_first(gpu, first, page), in_second(gpu, second, page);
    const auto vm = scene.space.vm;
    EXPECT(bind_later(gpu, vm, {with(map_op(first, target, page), {signal_to(bound)})}), 0, 0);
    EXPECT(bound.wait(), 0, 0);
    const std::vector<Sync> syncs{wait_for(scene.held), signal_to(bound)};
    EXPECT(bind_later(gpu, vm, {with(map_op(second, target, page), syncs)}), 0, 0);
    EXPECT(scene.run(1, step(target, 40), 1, {wait_for(bound), signal_to(done)}), 0, 0);
    scene.add(2);
    EXPECT(bound.wait(0.2), -1, ETIME);
    EXPECT(done.wait(0), -1, ETIME);
    EXPECT(in_first[0], 2, 0);
    scene.release();
    EXPECT(done.wait(), 0, 0);
    scene.add(400);
    EXPECT(in_first[0], 2, 0);
    EXPECT(in_second[0], 440, 0);
    EXPECT(scene.group.state().state, 0, 0);
    EXPECT(gpu.vm_state(vm), 0, 0);
    EXPECT(gpu.close_bo(first) | gpu.close_bo(second), 0, 0);
}

/// One call: each behind the one before, some for others' sake alone, at points of a timeline.
void batch(const Gpu &gpu)
{
    Scene scene(gpu);
    Syncobj timeline(gpu), last(gpu);
    const auto first = gpu.bo(page), second = gpu.bo(2 * page);
    Mapped in_second(gpu, second, 2 * page);
    const std::vector<Sync> one{wait_for(scene.held), signal_to(timeline, 1)},
        two{wait_for(timeline, 1), signal_to(timeline, 2)}, three{wait_for(timeline, 2)},
        four{wait_for(timeline, 1), wait_for(timeline, 2), signal_to(last)};
    EXPECT(bind_later(gpu, scene.space.vm,
                      {with(map_op(first, target, page), one), with(unmap_op(target, page), two),
                       with(map_op(second, target, page, page), three), only(four)}),
           0, 0);
    EXPECT(last.wait(0.1), -1, ETIME);
    EXPECT(timeline.wait_point(1, 0), -1, ETIME);
    scene.release();
    EXPECT(last.wait(), 0, 0);
    EXPECT(timeline.wait_point(2, 0), 0, 0);
    scene.add(7);
    EXPECT(in_second[page / 8], 7, 0);
    // Of none, and of nothing.
    EXPECT(bind_later(gpu, scene.space.vm, {}), 0, 0);
    EXPECT(bind_later(gpu, scene.space.vm, {unmap_op(target, page), unmap_op(target, page)}), 0, 0);
    EXPECT(bind(gpu, scene.space.vm, unmap_op(target, page)), 0, 0);
    EXPECT(gpu.close_bo(first) | gpu.close_bo(second), 0, 0);
}

/// If one of them cannot be, none is.
void refused(const Gpu &gpu)
{
    Syncobj fence(gpu), none(gpu);
    const SharedMemory memory(8 * mib);
    const auto vm = gpu.vm(), bo = gpu.bo(8 * mib);
    const std::vector<Sync> signals{signal_to(fence)}, waits{wait_for(none)};
    const auto good = with(map_op(bo, target, 8 * mib), signals);
    const auto tried = [&](auto change, int error) {
        Op op = only(signals);
        change(op);
        EXPECT(bind_later(gpu, vm, {good, op}), -1, error);
    };
    tried([](Op &op) { op.va = page; }, EINVAL);
    tried([](Op &op) { op.size = page; }, EINVAL);
    tried([](Op &op) { op.bo_handle = 1; }, EINVAL);
    tried([](Op &op) { op.bo_offset = page; }, EINVAL);
    tried([](Op &op) { op.flags |= DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC; }, EINVAL);
    tried([](Op &op) { op.flags = 3U << 28; }, EINVAL);
    tried([](Op &op) { op.syncs.count = 0; }, EINVAL);
    tried([](Op &op) { op.syncs.array = 8; }, EFAULT);
    tried([](Op &op) { op.syncs.stride = 8; }, EINVAL);
    tried([&](Op &op) { op = with(unmap_op(page, 1), signals); }, EINVAL);
    tried([&](Op &op) { op = map_op(bo + 100, 0, page); }, EINVAL);
    // What nobody has said how it will be signalled.
    tried([&](Op &op) { op.syncs = objects(waits); }, EINVAL);
    std::vector<Sync> unknown{signal_to(fence)};
    unknown[0].handle = 4711;
    tried([&](Op &op) { op.syncs = objects(unknown); }, EINVAL);
    unknown[0].flags = 0;
    tried([&](Op &op) { op.syncs = objects(unknown); }, ENOENT);
    EXPECT(fence.wait(0), -1, EINVAL);
    EXPECT(bind_later(gpu, vm + 1, {good}), -1, EINVAL);
    EXPECT(gpu.vm_state(vm), 0, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(memory.buffers(), 0, 0);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
}

/// Of no bytes at all: nothing is mapped, and nothing is in the way of what is.
void empty(const Gpu &gpu)
{
    const SharedMemory memory(8 * mib);
    const auto vm = gpu.vm(), bo = gpu.bo(8 * mib);
    Syncobj done(gpu);
    const std::vector<Sync> signals{signal_to(done)};
    const auto nothing = with(map_op(bo, 0, 0), signals);
    EXPECT(bind_later(gpu, vm, {nothing}), 0, 0);
    EXPECT(done.wait(), 0, 0);
    EXPECT(bind(gpu, vm, map_op(bo, target, 8 * mib)), 0, 0);
    EXPECT(bind_later(gpu, vm, {map_op(bo, target, 0), unmap_op(target, 0), nothing}), 0, 0);
    EXPECT(done.wait(), 0, 0);
    EXPECT(bind(gpu, vm, unmap_op(0, target + mib)), 0, 0);
    EXPECT(gpu.vm_state(vm), 0, 0);
    EXPECT(bind(gpu, vm, unmap_op(target, 8 * mib)), 0, 0);
    EXPECT(gpu.close_bo(bo), 0, 0);
    EXPECT(comes_true([&] { return memory.buffers() == 0; }, 5), true, 0);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
}

/// What waits is done, or forgotten, whoever goes before; and nothing of it stays.
void departures(const char *path)
{
    constexpr std::uint64_t size = 8 * mib;
    const SharedMemory memory(size);
    {
        const Gpu gpu(path);
        Scene scene(gpu);
        Syncobj bound(gpu);
        const auto bo = gpu.bo(size);
        const std::vector<Sync> syncs{wait_for(scene.held), signal_to(bound)};
        EXPECT(bind_later(gpu, scene.space.vm, {with(map_op(bo, target, size), syncs)}), 0, 0);
        EXPECT(gpu.close_bo(bo), 0, 0);
        EXPECT(memory.buffers(), 1, 0);
        EXPECT(gpu.destroy_vm(scene.space.vm), 0, 0);
        EXPECT(memory.buffers(), 1, 0);
        scene.release();
        EXPECT(bound.wait(), 0, 0);
    }
    {
        // Nobody waits for it any more.
        const Gpu gpu(path);
        const Scene scene(gpu);
        const auto bo = gpu.bo(size);
        const std::vector<Sync> syncs{wait_for(scene.held)};
        EXPECT(bind_later(gpu, scene.space.vm, {with(map_op(bo, target, size), syncs)}), 0, 0);
    }
    EXPECT(comes_true([&] { return memory.buffers() == 0; }, 5), true, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]);
    order(gpu);
    batch(gpu);
    refused(gpu);
    empty(gpu);
    departures(argv[1]);
    return failures != 0;
}
