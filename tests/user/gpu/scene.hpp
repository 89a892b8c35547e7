// SPDX-License-Identifier: GPL-2.0
// A processor that is at work until the program lets it go on.
#pragma once

#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/refusals.hpp>
#include <tests/user/gpu/workspace.hpp>

inline Op with(Op op, const std::vector<Sync> &syncs)
{
    op.syncs = objects(syncs);
    return op;
}

/// An address space, a group, and a stream that goes on until the program says so.
struct Scene {
    static constexpr std::uint64_t target = 0x4000'0000, gate = 0x60000;

    explicit Scene(const Gpu &gpu_) : gpu(gpu_), space(gpu_), group(gpu_, space.vm, 3), held(gpu_)
    {
        const auto waits = Stream()
                               .move48(2, Workspace::base + gate)
                               .load(4, 1, 2)
                               .branch(gpu::abi::Condition::equal, 4, -2);
        EXPECT(run(0, waits, 0, {signal_to(held)}), 0, 0);
    }
    ~Scene() { release(); }

    int run(std::uint32_t queue, const Stream &stream, unsigned place,
            const std::vector<Sync> &syncs)
    {
        return group.submit({submit_of(queue, space.put(stream, place), stream.size(), syncs)});
    }
    /// Adds to the word at `target`, and waits for that.
    void add(std::uint32_t number)
    {
        Syncobj done(gpu);
        EXPECT(run(2, step(target, number), 2, {signal_to(done)}), 0, 0);
        EXPECT(done.wait(), 0, 0);
    }
    void release() { space.words[gate / 8] = 1; }

    const Gpu &gpu;
    Workspace space;
    Group group;
    Syncobj held;
};
