// SPDX-License-Identifier: GPL-2.0
// gpu_slots_user NODE: the device has few places for groups, which many have one after the other: what one has left
// behind, another neither feels nor answers for.
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <deque>

namespace {

constexpr std::size_t slots = 8;

/// Has the device reset: a group never gives way to others, for which there is no room.
void reset(const Gpu &gpu, const Group &hanging, Workspace &space)
{
    Workspace busy(gpu);
    const auto hang = Stream().hang(), loop = Stream().branch(gpu::abi::Condition::always, 0, -1);
    const auto endless = busy.put(loop);
    Syncobj end(gpu);
    EXPECT(hanging.submit({submit_of(0, space.put(hang), hang.size(), {signal_to(end)})}), 0, 0);
    std::deque<Group> others;
    for (std::size_t i = 0; i < slots; i++)
        EXPECT(others.emplace_back(gpu, busy.vm).submit({submit_of(0, endless, loop.size(), {})}),
               0, 0);
    EXPECT(end.wait(), 0, 0);
    EXPECT(hanging.state().state, DRM_PANTHOR_GROUP_STATE_TIMEDOUT, 0);
}

/// What had a place on a device that was reset has no say in what another one, which has it now, finds in memory.
void after_reset(const Gpu &gpu)
{
    constexpr std::size_t at = 0x60000;
    Workspace mine(gpu);
    const Group hanging(gpu, mine.vm);
    reset(gpu, hanging, mine);
    std::deque<Workspace> spaces;
    std::deque<Group> others;
    Syncobj done(gpu);
    const auto work = step(Workspace::base + at, 1);
    const auto run = [&](std::size_t i) {
        EXPECT(others[i].submit(
                   {submit_of(0, spaces[i].put(work, 10), work.size(), {signal_to(done)})}),
               0, 0);
        EXPECT(done.wait(), 0, 0);
    };
    for (std::size_t i = 0; i < slots; i++) {
        spaces.emplace_back(gpu);
        others.emplace_back(gpu, spaces[i].vm);
        run(i);
    }
    const auto change = map_op(mine.handle, Workspace::base + 4 * Workspace::size, page);
    EXPECT(bind(gpu, mine.vm, change), 0, 0);
    for (std::size_t i = 0; i < slots; i++) {
        run(i);
        EXPECT(spaces[i].words[at / 8], 2, 0);
        EXPECT(others[i].state().state, 0, 0);
    }
    EXPECT(mine.words[at / 8], 0, 0);
}

/// Groups go while they fail: who comes to their places does not.
void turnover(const Gpu &gpu)
{
    constexpr std::size_t at = 0x60000;
    const auto fails = Stream().fault(0x123), work = step(Workspace::base + at, 1);
    Workspace bad(gpu), good(gpu);
    const auto first = bad.put(fails), second = good.put(work);
    for (std::size_t round = 1; round <= 40; round++) {
        std::deque<Group> leaving, coming;
        for (std::size_t i = 0; i < slots; i++)
            EXPECT(
                leaving.emplace_back(gpu, bad.vm).submit({submit_of(0, first, fails.size(), {})}),
                0, 0);
        Syncobj done(gpu);
        for (std::size_t i = 0; i < slots; i++)
            EXPECT(
                coming.emplace_back(gpu, good.vm).submit({submit_of(0, second, work.size(), {})}),
                0, 0);
        leaving.clear();
        for (const auto &group : coming) {
            EXPECT(group.submit({submit_of(0, 0, 0, {signal_to(done)})}), 0, 0);
            EXPECT(done.wait(), 0, 0);
            EXPECT(group.state().state, 0, 0);
        }
        EXPECT(good.words[at / 8], round * slots, 0);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]);
    after_reset(gpu);
    turnover(gpu);
    return failures != 0;
}
