// SPDX-License-Identifier: GPL-2.0
// What the firmware does, and refuses, and tells.
#include <memory>

#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Event;
using abi::GroupConfig;
using abi::Opcode;
using abi::Refusal;
using abi::Request;

static std::string text_of(const std::optional<abi::Message> &message)
{
    return message ? std::format("type {} slot {} code {} value {:#x}", message->type,
                                 message->slot, message->code, message->value)
                   : "none";
}

static bool is_event(const std::optional<abi::Message> &message, Event type)
{
    return message && message->type == static_cast<uint32_t>(type);
}

static void check_refused(const std::optional<abi::Message> &message, Request request, Refusal why,
                          const std::string &name)
{
    Report::result(is_event(message, Event::refused) &&
                       message->value == static_cast<uint64_t>(request) &&
                       message->code == static_cast<uint32_t>(why),
                   std::format("refused: {}", name), text_of(message));
}

static std::optional<abi::Message> ask(Fixture &fixture, Request request, uint32_t slot)
{
    fixture.card.send(request, slot);
    return fixture.card.event();
}

static void test_groups(Fixture &fixture)
{
    struct Case {
        const char *name;
        void (*spoil)(GroupConfig &config);
    };
    const Case cases[] = {
        {"no queue", [](GroupConfig &config) { config.queue_count = 0; }},
        {"too many queues", [](GroupConfig &config) { config.queue_count = 9; }},
        {"an address space that there is not",
         [](GroupConfig &config) { config.as = abi::max_as; }},
        {"a priority of a group", [](GroupConfig &config) { config.priority = 4; }},
        {"a priority of a queue", [](GroupConfig &config) { config.queues[1].priority = 16; }},
        {"a state that is not aligned", [](GroupConfig &config) { config.state += 4; }},
        {"a state behind all memory",
         [](GroupConfig &config) { config.state |= uint64_t{1} << 48; }},
        {"a ring that is not aligned", [](GroupConfig &config) { config.queues[0].ring += 4; }},
        {"an input behind all memory",
         [](GroupConfig &config) { config.queues[0].input = ~uint64_t{7}; }},
        {"an output that is not aligned",
         [](GroupConfig &config) { config.queues[1].output += 1; }},
        {"a ring of no size", [](GroupConfig &config) { config.queues[1].ring_size = 0; }},
        {"a ring of half an instruction",
         [](GroupConfig &config) { config.queues[0].ring_size = 4; }},
        {"a size that is no power of two",
         [](GroupConfig &config) { config.queues[0].ring_size = 24; }},
    };
    for (const Case &one : cases) {
        Group group(*fixture.space, 2);
        one.spoil(group.config());
        check_refused(group.start(), Request::start, Refusal::bad_group, one.name);
    }
}

static void test_refusals(Fixture &fixture)
{
    const uint32_t slots = fixture.card.interface().slots;
    Group group(*fixture.space);
    check_refused(group.start(slots), Request::start, Refusal::no_slot, "a slot that there is not");
    check_refused(ask(fixture, Request::stop, ~0u), Request::stop, Refusal::no_slot, "to stop it");
    check_refused(ask(fixture, Request::stop, 0), Request::stop, Refusal::not_running,
                  "to stop what does not run");
    check_refused(ask(fixture, static_cast<Request>(77), 3), static_cast<Request>(77),
                  Refusal::unknown, "what nobody knows");
    const auto started = group.start(1);
    Report::result(is_event(started, Event::started) && started->slot == 1 &&
                       started->value == 0xc00c1e,
                   "started, with its cookie", text_of(started));
    Report::result(is_event(fixture.card.event(), Event::idle), "idle at once");
    check_refused(group.start(1), Request::start, Refusal::busy, "to start it again");
    check_refused(ask(fixture, Request::suspend, 0), Request::suspend, Refusal::busy,
                  "to suspend what runs");
    const auto stopped = group.stop();
    Report::result(is_event(stopped, Event::stopped) && stopped->slot == 1 && stopped->value == 0,
                   "stopped", text_of(stopped));
    Report::result(is_event(ask(fixture, Request::suspend, 0), Event::suspended), "suspended");
}

// Stops a group in the middle of its work, as often as it takes until the first queue is done; the second one waits.
static void stop_often(Group &group)
{
    uint32_t stops = 0;
    bool busy_is_right = true;
    for (bool done = false; stops < 1000 && !done; stops++) {
        // In another slot each time.
        group.start(stops % 4);
        std::this_thread::sleep_for(std::chrono::microseconds(500));
        const auto stopped = group.stop();
        done = load(group.output().extract) == group.input().insert;
        busy_is_right &= is_event(stopped, Event::stopped) && stopped->value == (done ? 2 : 3);
    }
    Report::result(busy_is_right && stops > 3 && stops < 1000,
                   "a group is stopped in its work, and busy", std::format("{} times", stops));
}

// It goes on as if nothing had been.
static void test_stop_and_start(Fixture &fixture)
{
    const Buffer sync = fixture.space->allocate(4096);
    Group group(*fixture.space, 3);
    const Stream loop = Stream()
                            .move32(0, 3'000'000)
                            .add(Opcode::add_imm32, 0, 0, 0, 0xffff'ffff)
                            .add(Opcode::add_imm64, 2, 2, 0, 1)
                            .branch(abi::Condition::not_equal, 0, -3);
    group.put(group.call(loop).move32(95, 0x95), 0);
    group.put(Stream()
                  .move48(0, sync.address)
                  .move32(2, 0)
                  .wait(Opcode::sync_wait32, abi::SyncCondition::greater, 0, 2)
                  .move32(4, 0x44),
              1);
    stop_often(group);
    const auto &state = group.state();
    Report::result(state.at<uint32_t>(0) == 0 && state.at<uint64_t>(8) == 3'000'000 &&
                       state.at<uint32_t>(95 * 4) == 0x95,
                   "it does each instruction once",
                   std::format("{} {}", state.at<uint32_t>(0), state.at<uint64_t>(8)));
    check_same(load(group.output().cycles), uint64_t{9'000'005}, "and they are counted");
    store(sync.at<uint32_t>(), 1);
    group.start();
    Report::result(group.is_done(1), "a wait goes on, too");
    const auto idle = fixture.card.wait_for(Event::idle);
    Report::result(idle && idle->slot == 0, "then it is idle", text_of(idle));
    group.stop();
    check_same(state.at<uint32_t>(1024 + 16), 0x44u, "behind it");
}

// More events than the ring has room for, for a driver that is late.
static void test_late_driver(Fixture &fixture)
{
    for (uint32_t i = 0; i < 60; i++)
        fixture.card.send(Request::ping, 0, i);
    Group group(*fixture.space);
    const Buffer sync = fixture.space->allocate(4096);
    group.put(Stream().move48(0, sync.address).add(Opcode::sync_add32, 0, 0, 2));
    fixture.card.interface().groups[2] = group.config();
    fixture.card.send(Request::start, 2);
    group.is_done();
    for (uint32_t i = 60; i < 100; i++)
        fixture.card.send(Request::ping, 0, i);
    fixture.card.send(Request::stop, 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::string order;
    for (uint32_t pings = 0; order.size() < 200;) {
        const auto event = fixture.card.event(std::chrono::milliseconds(1000));
        if (!event)
            break;
        if (is_event(event, Event::pong))
            order += event->value == pings++ ? "" : "?";
        else
            order += std::format("{} ", event->type);
        fixture.machine.ring(abi::Doorbell::firmware);
    }
    Report::result(order == "2 6 7 3 ", "a driver that is late loses nothing", order);
}

// All slots at a time.
static void test_slots(Fixture &fixture)
{
    std::vector<std::unique_ptr<Group>> groups;
    const uint32_t slots = fixture.card.interface().slots, queues = fixture.card.interface().queues;
    for (uint32_t slot = 0; slot < slots; slot++) {
        Group &group = *groups.emplace_back(std::make_unique<Group>(*fixture.space, queues));
        for (uint32_t queue = 0; queue < queues; queue++)
            group.put(Stream().move32(7, slot * 100 + queue), queue);
        group.start(slot);
    }
    bool all = true;
    for (uint32_t slot = 0; slot < slots; slot++) {
        for (uint32_t queue = 0; queue < queues; queue++)
            all &= groups[slot]->is_done(queue);
        all &= is_event(groups[slot]->stop(), Event::stopped);
        for (uint32_t queue = 0; queue < queues; queue++)
            all &= groups[slot]->state().at<uint32_t>(queue * abi::queue_state_size + 28) ==
                   slot * 100 + queue;
    }
    Report::result(all, "all queues of all slots");
}

void test_requests(Setup &setup)
{
    Fixture fixture(setup);
    test_groups(fixture);
    test_refusals(fixture);
    test_stop_and_start(fixture);
    test_late_driver(fixture);
    test_slots(fixture);
}
