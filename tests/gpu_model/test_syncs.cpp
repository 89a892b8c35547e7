// SPDX-License-Identifier: GPL-2.0
// Syncs: what sets them, what waits for them, how errors are passed on.
#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Opcode;
using abi::SyncCondition;

/// The instructions of one size.
struct Size {
    const char *name;
    Opcode add, set, wait;
    size_t status;

    bool is_64() const { return status == 8; }
    uint64_t read(const Buffer &sync) const
    {
        return is_64() ? load(sync.at<uint64_t>()) : load(sync.at<uint32_t>());
    }
    void write(const Buffer &sync, uint64_t value) const
    {
        if (is_64())
            store(sync.at<uint64_t>(), value);
        else
            store(sync.at<uint32_t>(), static_cast<uint32_t>(value));
    }
    std::string named(const char *what) const { return std::format("{}: {}", name, what); }
};
static constexpr Size sizes[] = {
    {"32", Opcode::sync_add32, Opcode::sync_set32, Opcode::sync_wait32, 4},
    {"64", Opcode::sync_add64, Opcode::sync_set64, Opcode::sync_wait64, 8},
};

static void test_set(Fixture &fixture, const Size &size)
{
    Space &space = *fixture.space;
    const Buffer sync = space.allocate(4096);
    Group group(space);
    const uint64_t most = size.is_64() ? ~0ULL : 0xffff'ffff;
    size.write(sync, most - 1);
    group.run(Stream().move48(0, sync.address).move48(2, 5).add(size.add, 0, 0, 2));
    check_same(size.read(sync), 3u, size.named("sync_add wraps around"));
    check_same(sync.at<uint32_t>(size.status), 0u, size.named("and has no error to pass on"));
    group.run(Stream().move48(2, 0xabc'0000'0007).add(size.set, 0, 0, 2));
    check_same(size.read(sync), 0xabc'0000'0007 & most, size.named("sync_set"));
}

static void test_wait(Fixture &fixture, const Size &size)
{
    Space &space = *fixture.space;
    const Buffer sync = space.allocate(4096), other = space.allocate(4096);
    Group group(space, 2);
    group.put(Stream()
                  .move48(0, sync.address)
                  .move48(2, 6)
                  .wait(size.wait, SyncCondition::greater, 0, 2)
                  .move48(4, other.address)
                  .add(size.set, 0, 4, 2));
    group.start();
    Report::result(eventually([&] { return load(group.output().is_waiting) == 1; }),
                   size.named("a queue waits"));
    check_same(load(group.output().extract), 16u, size.named("at its instruction"));
    group.submit(Stream().move32(0, 1), 1);
    Report::result(group.is_done(1) && size.read(other) == 0,
                   size.named("and another one does not"));
    size.write(sync, 6);
    fixture.machine.ring(abi::Doorbell::queues);
    Report::result(!group.is_done(0, std::chrono::milliseconds(20)),
                   size.named("6 is not greater"));
    size.write(sync, 7);
    fixture.machine.ring(abi::Doorbell::queues);
    Report::result(group.is_done() && size.read(other) == 6, size.named("the CPU ends it"));
    group.submit(Stream().move48(2, 7).wait(size.wait, SyncCondition::greater, 0, 2));
    Report::result(!group.is_done(0, std::chrono::milliseconds(20)),
                   size.named("and it waits again"));
    group.submit(Stream().move48(0, sync.address).move48(2, 1).add(size.add, 0, 0, 2), 1);
    Report::result(group.is_done(), size.named("another queue ends it"));
    Report::result(fixture.card.wait_for(abi::Event::sync).has_value(),
                   size.named("the driver is told"));
    group.submit(Stream().move48(2, 7).wait(size.wait, SyncCondition::less_or_equal, 0, 2));
    Report::result(!group.is_done(0, std::chrono::milliseconds(20)),
                   size.named("8 is not less or equal"));
    size.write(sync, 0);
    fixture.machine.ring(abi::Doorbell::queues);
    Report::result(group.is_done(), size.named("0 is"));
    group.stop();
}

static void test_errors(Fixture &fixture, const Size &size)
{
    Space &space = *fixture.space;
    const Buffer bad = space.allocate(4096), out = space.allocate(4096);
    size.write(bad, 1);
    bad.at<uint32_t>(size.status) = static_cast<uint32_t>(abi::Fault::bus);
    const auto sync = [&](uint32_t number) { return out.address + number * 16; };
    Group group(space);
    group.run(Stream()
                  .move48(0, bad.address)
                  .move48(2, 0)
                  .wait(size.wait, SyncCondition::greater, 0, 2)
                  .move48(4, sync(0))
                  .add(size.add, 0, 4, 2, 1)
                  .move48(4, sync(1))
                  .add(size.set, 0, 4, 2, 0)
                  .move48(4, sync(2))
                  .add(Opcode::error_barrier)
                  .add(size.add, 0, 4, 2, 1));
    const auto status = [&](uint32_t number) {
        return out.at<uint32_t>(number * 16 + size.status);
    };
    check_same(status(0), static_cast<uint32_t>(abi::Fault::bus),
               size.named("an error is passed on"));
    check_same(status(1), 0u, size.named("where that is asked for"));
    check_same(status(2), 0u, size.named("until a barrier"));
}

// Both engines and the CPU count at the same time.
static void test_atomic(Fixture &fixture)
{
    constexpr uint32_t times = 20'000;
    Space &space = *fixture.space;
    const Buffer sync = space.allocate(4096);
    Group group(space);
    const Stream loop = Stream()
                            .move48(0, sync.address)
                            .move48(2, 1)
                            .move32(4, times)
                            .add(Opcode::sync_add64, 0, 0, 2)
                            .add(Opcode::add_imm32, 4, 4, 0, 0xffff'ffff)
                            .branch(abi::Condition::greater, 4, -3);
    group.put(group.call(loop));
    group.start();
    for (uint32_t i = 0; i < times; i++)
        std::atomic_ref(sync.at<uint64_t>()).fetch_add(1);
    Report::result(group.is_done() && sync.at<uint64_t>() == 2 * times, "sync_add is atomic",
                   std::format("{}", sync.at<uint64_t>()));
    group.stop();
}

void test_syncs(Setup &setup)
{
    Fixture fixture(setup);
    for (const Size &size : sizes) {
        test_set(fixture, size);
        test_wait(fixture, size);
        test_errors(fixture, size);
    }
    test_atomic(fixture);
}
