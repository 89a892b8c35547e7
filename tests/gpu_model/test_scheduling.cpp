// SPDX-License-Identifier: GPL-2.0
// Who has its turn, whatever others do; and how to get rid of those others.
#include <algorithm>

#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Event;
using abi::Opcode;
using abi::Request;

static constexpr auto soon = std::chrono::milliseconds(50);

static Stream endless(Group &group)
{
    return group.call(Stream().branch(abi::Condition::always, 0, -1));
}

// An endless stream in the queue of one group, and one that ends in that of another.
static void test_priorities(Fixture &fixture)
{
    for (const auto &[priority, ends] :
         {std::pair(0u, false), std::pair(1u, true), std::pair(2u, true)}) {
        Group loop(*fixture.space, 1, 1), other(*fixture.space, 1, priority);
        loop.put(endless(loop));
        loop.start(0);
        other.put(Stream().move32(0, 1));
        other.start(1);
        Report::result(other.is_done(0, ends ? std::chrono::milliseconds(10'000) : soon) == ends,
                       std::format("a group of priority {} beside an endless one of 1", priority));
        loop.stop();
        Report::result(other.is_done(), "which is stopped");
        other.stop();
    }
    for (const auto &[priority, ends] :
         {std::pair(4u, false), std::pair(5u, true), std::pair(15u, true)}) {
        Group group(*fixture.space, 2);
        group.config().queues[0].priority = 5;
        group.config().queues[1].priority = priority;
        group.put(endless(group));
        group.put(Stream().move32(0, 1), 1);
        group.start();
        Report::result(group.is_done(1, ends ? std::chrono::milliseconds(10'000) : soon) == ends,
                       std::format("a queue of priority {} beside an endless one of 5", priority));
        group.stop();
    }
}

// Those of the same priority have as much each.
static void test_fairness(Fixture &fixture)
{
    Group first(*fixture.space, 2), second(*fixture.space);
    first.put(endless(first), 0);
    first.put(endless(first), 1);
    second.put(endless(second));
    first.start(0);
    second.start(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    first.stop();
    second.stop();
    const uint64_t cycles[] = {first.output(0).cycles, first.output(1).cycles,
                               second.output().cycles};
    const auto [least, most] = std::minmax({cycles[0], cycles[1], cycles[2]});
    Report::result(least > 0 && most < least + least / 2, "equals are treated as such",
                   std::format("{} {} {}", cycles[0], cycles[1], cycles[2]));
}

// A program with more invocations than anybody waits for, each of which counts to 512; and, behind it, a large
// picture.
static Buffer long_work(Space &space)
{
    const Buffer descriptors = space.allocate(4096), program = space.allocate(4096, executable);
    const Buffer picture = space.allocate(1 << 16);
    const uint32_t words[] = {0x2000'0293, 0xfff2'8293, 0xfe02'9ee3, 0x0000'0073};
    for (uint32_t i = 0; i < std::size(words); i++)
        program.at<uint32_t>(i * 4) = words[i];
    auto &compute = descriptors.at<abi::Compute>();
    compute.window = program.address;
    compute.x = 1 << 24;
    compute.y = compute.z = 1;
    compute.most_instructions = 2'000;
    auto &draw = descriptors.at<abi::Draw>(64);
    draw.to = {picture.address, 1 << 16, 0};
    draw.width = 1 << 14;
    draw.height = 1;
    space.update();
    return descriptors;
}

// With work that takes long in all queues everything else goes on.
static void test_busy(Fixture &fixture)
{
    Group group(*fixture.space, 3, 3);
    const Buffer descriptors = long_work(*fixture.space);
    group.put(endless(group), 0);
    group.put(Stream().move48(8, descriptors.address).add(Opcode::compute, 0, 8), 1);
    const Stream draws = Stream()
                             .move48(8, descriptors.address + 64)
                             .add(Opcode::fill, 0, 8)
                             .branch(abi::Condition::always, 0, -2);
    group.put(group.call(draws), 2);
    group.start();
    bool all = true;
    for (uint64_t i = 0; i < 50; i++) {
        fixture.card.send(Request::ping, 0, i);
        const auto pong = fixture.card.wait_for(Event::pong);
        all &= pong && pong->value == i;
    }
    Report::result(all, "the firmware answers while streams do not end");
    const uint32_t heartbeat = load(fixture.card.interface().heartbeat);
    Report::result(
        eventually([&] { return load(fixture.card.interface().heartbeat) > heartbeat + 1; }),
        "and its heart beats");
    Report::result(fixture.space->update(), "page tables are updated");
    fixture.card.send(Request::stop, 0);
    const auto end = fixture.card.wait_for(Event::stopped);
    Report::result(end && end->value == 7,
                   "they are stopped: a stream, pictures, a program at the end of an invocation",
                   end ? std::format("{:#x}", end->value) : "not at all");
}

// A stop waits for an invocation, but for no more than that.
static void test_stop_of_program(Fixture &fixture)
{
    Group group(*fixture.space);
    const Buffer descriptors = fixture.space->allocate(4096),
                 program = fixture.space->allocate(4096, executable);
    const Buffer data = fixture.space->allocate(4096);
    // a3 is the address of data, seen from the program: it counts, a million times, and then in memory.
    const uint32_t words[] = {0x000f'42b7, 0xfff2'8293, 0xfe02'9ee3, 0x0006'a303,
                              0x0013'0313, 0x0066'a023, 0x0000'0073};
    for (uint32_t i = 0; i < std::size(words); i++)
        program.at<uint32_t>(i * 4) = words[i];
    descriptors.at<abi::Compute>() = {.window = program.address,
                                      .arguments = data.address - program.address,
                                      .program = 0,
                                      .x = 20,
                                      .y = 1,
                                      .z = 1,
                                      .most_instructions = 3'000'000,
                                      .pad = 0};
    group.put(Stream().move48(8, descriptors.address).add(Opcode::compute, 0, 8).move32(0, 1));
    uint32_t stops = 0;
    for (; stops < 100 && load(group.output().extract) != group.input().insert; stops++) {
        group.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        group.stop();
    }
    Report::result(stops > 1 && stops <= 21, "a program is stopped between its invocations",
                   std::format("{} stops", stops));
    check_same(data.at<uint32_t>(), 20u, "each of which runs once");
}

static void test_hang(Fixture &fixture, const Setup &setup)
{
    Card &card = fixture.card;
    Group hung(*fixture.space, 2), other(*fixture.space);
    hung.put(Stream().move32(0, 1).add(Opcode::hang));
    hung.start(0);
    Report::result(eventually([&] { return load(hung.output().extract) == 8; }), "a queue hangs");
    hung.submit(Stream().move32(0, 2), 1);
    Report::result(hung.is_done(1), "another one of the group does not");
    other.put(Stream().move32(0, 1));
    other.start(1);
    Report::result(other.is_done(), "nor another group");
    other.stop();
    card.send(Request::stop, 0);
    Report::result(!card.event(std::chrono::milliseconds(200)), "it does not stop");
    card.send(Request::stop, 0);
    const auto again = card.event();
    Report::result(again && again->code == static_cast<uint32_t>(abi::Refusal::not_running),
                   "nor a second time");
    card.control(abi::McuControl::off);
    Report::result(card.boot(setup.firmware), "the microcontroller is started again");
    const auto busy = hung.start(0);
    Report::result(busy && busy->code == static_cast<uint32_t>(abi::Refusal::busy),
                   "but the engine hangs");
    Report::result(card.reset() && card.boot(setup.firmware), "until a reset");
    fixture.space.emplace(card, 1);
    Group fresh(*fixture.space);
    fresh.put(Stream().move32(0, 1));
    fresh.start(0);
    Report::result(fresh.is_done(), "then it runs again");
    fresh.stop();
}

static void test_reset(Fixture &fixture, const Setup &setup)
{
    Card &card = fixture.card;
    bool all = true;
    for (uint32_t round = 0; round < 5; round++) {
        fixture.space.emplace(card, 1);
        Group group(*fixture.space, 8, 3);
        for (uint32_t queue = 0; queue < 8; queue++)
            group.put(endless(group), queue);
        group.start(round % 4);
        all &= card.reset();
        const uint64_t cycles = load(group.output().cycles);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        all &= load(group.output().cycles) == cycles && card.mcu_status() == 0;
        all &= card.boot(setup.firmware);
    }
    Report::result(all, "a reset ends all work");
    fixture.space.emplace(card, 1);
    Group group(*fixture.space);
    group.put(endless(group));
    group.start();
    card.control(abi::McuControl::off);
    const uint64_t cycles = load(group.output().cycles);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    Report::result(load(group.output().cycles) == cycles, "so does an end of the microcontroller");
    Report::result(card.boot(setup.firmware) &&
                       group.start()->type == static_cast<uint32_t>(Event::started),
                   "which begins anew");
}

void test_scheduling(Setup &setup)
{
    Fixture fixture(setup);
    test_priorities(fixture);
    test_fairness(fixture);
    test_busy(fixture);
    test_stop_of_program(fixture);
    test_hang(fixture, setup);
    test_reset(fixture, setup);
}
