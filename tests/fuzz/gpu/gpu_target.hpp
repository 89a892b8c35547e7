// SPDX-License-Identifier: GPL-2.0
// A graphics processor, as seeds are played with it: each leaves nothing behind, and a device that works.
#pragma once

#include <tests/fuzz/drm/seed_watch.hpp>
#include <tests/fuzz/gpu/calls.hpp>
#include <tests/fuzz/gpu/seed_run.hpp>
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/shared_memory.hpp>
#include <tests/user/gpu/workspace.hpp>

class GpuTarget {
public:
    using World = ::World;

    [[noreturn]] void play(World &world, std::chrono::milliseconds most) const
    {
        const int shared = world.plan.shares ? gpu_device.open_file() : -1;
        SeedRun(world, most, [&](size_t number, uint32_t life) {
            perform(world, shared, number, life);
        }).play();
    }

    void check(World &world) const
    {
        if (!is_honest_client_answered())
            world.wrong("an honest client is not answered");
        else
            world.answered++;
        // What still runs is ended when nobody wants it any more, which takes its time if it hangs.
        if (!comes_true([&] { return references() == references_; }, seconds_to_settle))
            world.wrong("the module is still in use: " + references());
        if (!comes_true([&] { return memory_.buffers() == 0; }, seconds_to_settle))
            world.wrong(std::format("{} MiB of buffers are left", memory_.buffers()));
    }

    const DrmDevice &device = gpu_device;
    const std::span<const NamedCall> calls = named_calls;

private:
    static std::string references() { return text_of("/sys/module/gpu/refcnt"); }

    static bool is_honest_client_answered()
    {
        return is_honest_use_well([] {
            const Gpu gpu(gpu_device.path().c_str());
            Workspace space(gpu);
            const Group group(gpu, space.vm);
            const Syncobj done(gpu);
            const auto stream =
                Stream().move48(2, Workspace::base + 0x7000).move32(4, 4711).store(4, 1, 2);
            EXPECT(
                group.submit({submit_of(0, space.put(stream), stream.size(), {signal_to(done)})}),
                0, 0);
            EXPECT(done.wait(), 0, 0);
            EXPECT(space.words[0x7000 / 8], 4711, 0);
            EXPECT(group.state().state, 0, 0);
        });
    }

    // Large enough that what else is in memory does not count.
    const SharedMemory memory_{mib};
    const std::string references_ = references();
};
