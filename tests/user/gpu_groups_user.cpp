// SPDX-License-Identifier: GPL-2.0
// gpu_groups_user NODE DRIVER SLOT: what a program has the processor do: streams in queues, fences, more groups
// than there are slots, faults, and work that never ends. Then the device, in SLOT of the PCI bus, is unbound from
// its driver (a folder of sysfs) while it is at work.
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/refusals.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <fstream>
#include <memory>

namespace {

using gpu::abi::Draw;
using Opcode = gpu::abi::Opcode;

/// Fills a picture, and stores a number behind that.
void fill(const Gpu &gpu)
{
    Workspace space(gpu);
    Group group(gpu, space.vm);
    Syncobj done(gpu);
    Draw draw{};
    draw.to = {.address = Workspace::base + 0x80000, .stride = 64 * 4, .pad = 0};
    draw.width = 64;
    draw.height = 64;
    draw.color = 0xff336699;
    const auto where = space.put(draw, 0x40000);
    const auto stream = Stream()
                            .move48(0, where)
                            .draw(Opcode::fill, 0)
                            .move48(2, Workspace::base + 0x70000)
                            .move32(4, 4711)
                            .store(4, 1, 2);
    EXPECT(group.submit({submit_of(0, space.put(stream), stream.size(), {signal_to(done)})}), 0, 0);
    EXPECT(done.wait(), 0, 0);
    EXPECT(space.words[0x70000 / 8], 4711, 0);
    unsigned filled = 0;
    while (space.words[0x80000 / 8 + filled] == 0xff336699ff336699)
        filled++;
    EXPECT(filled, 64 * 64 / 2, 0);
    EXPECT(group.state().state, 0, 0);
}

/// What waits for a fence begins behind it; a batch is done in the order that its fences say.
void fences(const Gpu &gpu)
{
    Workspace space(gpu);
    Group group(gpu, space.vm, 4);
    Syncobj first(gpu), second(gpu), third(gpu), timeline(gpu);
    const auto word = Workspace::base + 0x60000;
    const auto one = step(word, 1), ten = step(word, 10);
    const auto at_one = space.put(one, 0), at_ten = space.put(ten, 1);
    // Of a fence that has none yet nobody knows when it comes.
    EXPECT(group.submit({submit_of(0, at_one, one.size(), {wait_for(first)})}), -1, EINVAL);
    // The later waits for the earlier, in queues that know nothing of each other.
    EXPECT(group.submit({submit_of(0, at_one, one.size(), {signal_to(first)}),
                         submit_of(1, at_ten, ten.size(), {wait_for(first), signal_to(second)}),
                         submit_of(2, at_one, one.size(), {wait_for(second), signal_to(third)})}),
           0, 0);
    EXPECT(third.wait(), 0, 0);
    EXPECT(space.words[0x60000 / 8], 12, 0);
    EXPECT(first.wait(0), 0, 0);
    // Points of a timeline.
    EXPECT(group.submit({submit_of(0, at_one, one.size(), {signal_to(timeline, 5)})}), 0, 0);
    EXPECT(group.submit(
               {submit_of(3, at_ten, ten.size(), {wait_for(timeline, 5), signal_to(timeline, 9)})}),
           0, 0);
    EXPECT(timeline.wait_point(9), 0, 0);
    EXPECT(space.words[0x60000 / 8], 23, 0);
    // Nothing to run: a fence behind what there was.
    EXPECT(group.submit({submit_of(0, 0, 0, {signal_to(first)})}), 0, 0);
    EXPECT(first.wait(), 0, 0);
}

/// More groups than slots, each with more jobs than its ring has room for: all come to their turn.
void crowd(const Gpu &gpu)
{
    constexpr unsigned groups = 20, jobs = 100;
    Workspace space(gpu);
    std::vector<std::unique_ptr<Group>> all;
    Syncobj done(gpu);
    for (unsigned i = 0; i < groups; i++)
        all.push_back(std::make_unique<Group>(gpu, space.vm, 1 + i % 3, i % 3));
    std::vector<std::uint64_t> at;
    std::uint32_t size = 0;
    for (unsigned i = 0; i < groups; i++) {
        const auto stream = step(Workspace::base + 0x60000 + i * 8, 1);
        size = stream.size();
        at.push_back(space.put(stream, i));
    }
    for (unsigned job = 0; job < jobs; job++)
        for (unsigned i = 0; i < groups; i++)
            EXPECT(all[i]->submit({submit_of(0, at[i], size, {})}), 0, 0);
    for (unsigned i = 0; i < groups; i++) {
        EXPECT(all[i]->submit({submit_of(0, 0, 0, {signal_to(done)})}), 0, 0);
        EXPECT(done.wait(), 0, 0);
        EXPECT(space.words[0x60000 / 8 + i], jobs, 0);
        EXPECT(all[i]->state().state, 0, 0);
    }
}

/// What goes wrong in one group is the end of that group, and of nobody else.
void faults(const Gpu &gpu)
{
    Workspace space(gpu);
    Group good(gpu, space.vm);
    const auto work = step(Workspace::base + 0x60000, 1);
    const auto at = space.put(work, 10);
    const auto fails = [&](const Stream &stream, bool is_put = true) {
        Group bad(gpu, space.vm, 2);
        Syncobj fence(gpu), behind(gpu), other(gpu);
        const auto where = is_put ? space.put(stream, 0) : 0x7000'0000;
        EXPECT(bad.submit({submit_of(1, where, stream.size(), {signal_to(fence)}),
                           submit_of(1, at, work.size(), {signal_to(behind)})}),
               0, 0);
        EXPECT(fence.wait(), 0, 0);
        EXPECT(behind.wait(), 0, 0);
        EXPECT(bad.state().state, DRM_PANTHOR_GROUP_STATE_FATAL_FAULT, 0);
        EXPECT(bad.state().fatal_queues, 2, 0);
        EXPECT(bad.submit({submit_of(0, at, work.size(), {})}), -1, EINVAL);
        EXPECT(good.submit({submit_of(0, at, work.size(), {signal_to(other)})}), 0, 0);
        EXPECT(other.wait(), 0, 0);
        EXPECT(good.state().state, 0, 0);
    };
    fails(Stream().fault(0x123));
    fails(Stream().raw(0xff00'0000'0000'0000));
    fails(Stream().move48(0, 0x4000'0000).store(4, 1, 0));
    // Memory of the driver, of which nobody is told.
    fails(work, false);
    EXPECT(space.words[0x60000 / 8], 4, 0);
}

/// What never ends is ended, and those who can go on do.
void endless(const Gpu &gpu, const Stream &stream)
{
    Workspace space(gpu);
    Group bad(gpu, space.vm), good(gpu, space.vm);
    Syncobj fence(gpu), behind(gpu), other(gpu);
    const auto work = step(Workspace::base + 0x60000, 1);
    const auto at = space.put(work, 10);
    EXPECT(bad.submit({submit_of(0, space.put(stream), stream.size(), {signal_to(fence)}),
                       submit_of(0, at, work.size(), {signal_to(behind)})}),
           0, 0);
    for (int i = 0; i < 10; i++) {
        EXPECT(good.submit({submit_of(0, at, work.size(), {signal_to(other)})}), 0, 0);
        EXPECT(other.wait(), 0, 0);
    }
    EXPECT(fence.wait(0), -1, ETIME);
    EXPECT(fence.wait(), 0, 0);
    EXPECT(behind.wait(), 0, 0);
    EXPECT(bad.state().state, DRM_PANTHOR_GROUP_STATE_TIMEDOUT, 0);
    EXPECT(bad.submit({submit_of(0, at, work.size(), {})}), -1, EINVAL);
    EXPECT(good.submit({submit_of(0, at, work.size(), {signal_to(other)})}), 0, 0);
    EXPECT(other.wait(), 0, 0);
    EXPECT(space.words[0x60000 / 8], 11, 0);
    EXPECT(good.state().state, 0, 0);
}

/// Groups, address spaces and buffers that go while they are in use.
void departures(const Gpu &gpu)
{
    const auto loop = Stream().branch(gpu::abi::Condition::always, 0, -1);
    Syncobj fence(gpu);
    {
        Workspace space(gpu);
        Group group(gpu, space.vm);
        EXPECT(group.submit({submit_of(0, space.put(loop), loop.size(), {signal_to(fence)})}), 0,
               0);
        EXPECT(gpu.destroy_vm(space.vm), 0, 0);
        EXPECT(group.destroy(), 0, 0);
    }
    EXPECT(fence.wait(), 0, 0);
    // The memory of a stream goes while it runs.
    Workspace space(gpu);
    Group group(gpu, space.vm);
    EXPECT(group.submit({submit_of(0, space.put(loop), loop.size(), {signal_to(fence)})}), 0, 0);
    EXPECT(bind(gpu, space.vm, unmap_op(Workspace::base, Workspace::size)), 0, 0);
    EXPECT(fence.wait(), 0, 0);
    EXPECT(group.state().state, DRM_PANTHOR_GROUP_STATE_FATAL_FAULT, 0);
}

/// Who waits for a device that goes hears of it.
void removal(const Gpu &gpu, const std::string &driver, const std::string &slot)
{
    const auto loop = Stream().branch(gpu::abi::Condition::always, 0, -1);
    Workspace space(gpu);
    std::vector<std::unique_ptr<Group>> groups;
    std::vector<std::unique_ptr<Syncobj>> fences;
    const auto at = space.put(loop);
    for (unsigned i = 0; i < 12; i++) {
        groups.push_back(std::make_unique<Group>(gpu, space.vm, 2));
        fences.push_back(std::make_unique<Syncobj>(gpu));
        EXPECT(groups[i]->submit({submit_of(0, at, loop.size(), {}),
                                  submit_of(1, at, loop.size(), {signal_to(*fences[i])})}),
               0, 0);
    }
    std::ofstream(driver + "/unbind") << slot << std::flush;
    drm_panthor_vm_create vm{};
    EXPECT(gpu.create_vm(vm), -1, ENODEV);
    // Its handles are no more to be asked for, but their fences were signalled: nothing that waits holds the module.
    EXPECT(groups[0]->submit({submit_of(0, at, loop.size(), {})}), -1, ENODEV);
    space.words[0] = 1;
    EXPECT(space.words[0], 1, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const Gpu gpu(argv[1]);
    creation(gpu);
    fill(gpu);
    fences(gpu);
    refusals(gpu);
    strangers(gpu);
    crowd(gpu);
    faults(gpu);
    departures(gpu);
    endless(gpu, Stream().branch(gpu::abi::Condition::always, 0, -1));
    endless(gpu, Stream().hang());
    removal(gpu, argv[2], argv[3]);
    return failures != 0;
}
