// SPDX-License-Identifier: GPL-2.0
// Each instruction that has no test of its own elsewhere.
#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Condition;
using abi::Opcode;

// What the registers of a queue are behind its instructions, from `first` on.
static std::vector<uint32_t> registers_after(Fixture &fixture, const Stream &stream, size_t first,
                                             size_t count)
{
    Group group(*fixture.space);
    group.run(stream);
    std::vector<uint32_t> values;
    for (size_t i = 0; i < count; i++)
        values.push_back(group.state().at<uint32_t>((first + i) * 4));
    return values;
}

static void check_registers(Fixture &fixture, const char *name, const Stream &stream,
                            const std::vector<uint32_t> &wanted, size_t first = 0)
{
    const auto is = registers_after(fixture, stream, first, wanted.size());
    std::string said;
    for (const uint32_t value : is)
        said += std::format("{:#x} ", value);
    Report::result(is == wanted, name, said);
}

static void test_arithmetic(Fixture &fixture)
{
    check_registers(fixture, "nop, wait",
                    Stream().add(Opcode::nop).add(Opcode::wait, 0, 0, 0, 0xffff'0000), {0, 0});
    check_registers(fixture, "move48", Stream().move48(2, 0xfedc'ba98'7654),
                    {0, 0, 0xba987654, 0xfedc});
    check_registers(fixture, "move32", Stream().move48(2, ~0ULL >> 16).move32(3, 0x12345678),
                    {0, 0, 0xffffffff, 0x12345678});
    check_registers(fixture, "the last register", Stream().move32(95, 7), {7}, 95);
    check_registers(fixture, "add_imm32 wraps around",
                    Stream()
                        .move32(4, 5)
                        .add(Opcode::add_imm32, 0, 4, 0, 0xffff'fffe)
                        .add(Opcode::add_imm32, 1, 0, 0, 0xffff'fffc),
                    {3, 0xffff'ffff});
    check_registers(fixture, "add_imm64 has a carry",
                    Stream().move48(4, 0x1'ffff'ffff).add(Opcode::add_imm64, 0, 4, 0, 1), {0, 2});
    check_registers(fixture, "add_imm64 has a sign",
                    Stream().move48(4, 0x2'0000'0000).add(Opcode::add_imm64, 0, 4, 0, 0xffff'ffff),
                    {0xffff'ffff, 1});
}

static void test_memory(Fixture &fixture)
{
    const Buffer data = fixture.space->allocate(4096);
    for (uint32_t i = 0; i < 16; i++)
        data.at<uint32_t>(64 + i * 4) = 0x100 + i;
    check_registers(fixture, "load_multiple takes the registers of its mask",
                    Stream().move48(40, data.address + 128).load(1, 40, 0x8005, -64),
                    {0, 0x100, 0, 0x102, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10f});
    Group group(*fixture.space);
    group.run(Stream()
                  .move48(40, data.address)
                  .move48(2, 0x0000'2222'0000'1111)
                  .move32(6, 0x6666)
                  .store(2, 40, 0x13, 256));
    Report::result(data.at<uint64_t>(256) == 0x2222'0000'1111 && data.at<uint64_t>(264) == 0 &&
                       data.at<uint64_t>(272) == 0x6666,
                   "store_multiple, too");
    group.run(Stream()
                  .move48(40, data.address)
                  .add(Opcode::store_state, 0, 40, 0, 512)
                  .add(Opcode::store_state, 0, 40, 1, 520)
                  .add(Opcode::store_state, 0, 40, 1, 528)
                  .add(Opcode::store_state, 0, 40, 0, 536));
    Report::result(data.at<uint64_t>(512) && data.at<uint64_t>(512) <= data.at<uint64_t>(536),
                   "store_state has a time that goes on");
    check_same(data.at<uint64_t>(528) - data.at<uint64_t>(520), 1u, "and counts cycles");
    check_same(fixture.machine.read(abi::flush_page_offset), 1u, "no flush so far");
    group.run(Stream().add(Opcode::flush_cache2, 0, 2, 0, 0x233).add(Opcode::flush_cache2));
    check_same(fixture.machine.read(abi::flush_page_offset), 3u, "flush_cache2 counts");
}

static void test_flush_ids(Fixture fixture)
{
    Group group(*fixture.space);
    const auto &machine = fixture.machine;
    group.run(Stream().add(Opcode::flush_cache2));
    check_same(machine.read(abi::flush_page_offset), abi::highest_flush_id, "to the highest");
    group.run(Stream().add(Opcode::flush_cache2));
    check_same(machine.read(abi::flush_page_offset), 1u, "flush_cache2 counts on from 1");
}

static void test_branches(Fixture &fixture)
{
    struct Case {
        Condition condition;
        bool negative, zero, positive;
    };
    const Case cases[] = {
        {Condition::less_or_equal, true, true, false},
        {Condition::greater, false, false, true},
        {Condition::equal, false, true, false},
        {Condition::not_equal, true, false, true},
        {Condition::less, true, false, false},
        {Condition::greater_or_equal, false, true, true},
        {Condition::always, true, true, true},
    };
    for (const Case &one : cases) {
        Stream stream;
        for (uint32_t i = 0; i < 3; i++)
            stream.move32(10, i - 1).branch(one.condition, 10, 1).move32(i, 1);
        check_registers(
            fixture, std::format("branch, condition {}", static_cast<int>(one.condition)).c_str(),
            stream, {!one.negative, !one.zero, !one.positive});
    }
    Group group(*fixture.space);
    // The sum from 1 to 10: each turn adds what is left as often as there is something left.
    const Stream loop = Stream()
                            .move32(0, 10)
                            .add(Opcode::add_imm32, 1, 1, 0, 3)
                            .add(Opcode::add_imm32, 0, 0, 0, 0xffff'ffff)
                            .branch(Condition::greater, 0, -3);
    group.run(group.call(loop));
    Report::result(group.state().at<uint32_t>(0) == 0 && group.state().at<uint32_t>(4) == 30,
                   "a loop");
    check_same(load(group.output().extract), group.input().insert, "and what is behind its call");
}

static void test_calls(Fixture &fixture)
{
    Group group(*fixture.space);
    Stream stream = Stream().move32(0, 1);
    for (unsigned int depth = 1; depth < abi::most_calls; depth++) {
        const uint64_t pair = 20 + 4 * depth;
        const Buffer code = group.code(stream);
        stream = Stream()
                     .move48(pair, code.address)
                     .move32(pair + 2, stream.size())
                     .add(Opcode::call, 0, pair, pair + 2)
                     .add(Opcode::add_imm32, 0, 0, 0, 1);
    }
    Report::result(!group.run(group.call(stream)), "calls within calls");
    check_same(group.state().at<uint32_t>(0), abi::most_calls, "each of which returns");
    const auto fault = Group(*fixture.space).run(group.call(group.call(stream)));
    Report::result(fault && fault->code == static_cast<uint32_t>(abi::Fault::call_too_deep),
                   "one more is too deep");

    const Stream target = Stream().move32(1, 0x11);
    const Buffer code = group.code(target);
    const Stream jumps = Stream()
                             .move48(20, code.address)
                             .move32(22, target.size())
                             .add(Opcode::jump, 0, 20, 22)
                             .move32(1, 0x22);
    check_registers(fixture, "jump does not return", group.call(jumps).move32(2, 0x33),
                    {0, 0x11, 0x33});
    check_registers(fixture, "an empty stream",
                    Stream().move48(20, code.address).add(Opcode::call, 0, 20, 22).move32(0, 4),
                    {4});
}

static void test_ring(Fixture &fixture)
{
    Group group(*fixture.space);
    group.start();
    bool all = true;
    for (uint32_t round = 0; round < 8; round++) {
        Stream stream;
        for (uint32_t i = 0; i < 200; i++)
            stream.add(Opcode::add_imm32, 0, 0, 0, 1);
        group.submit(stream);
        all &= group.is_done();
    }
    Report::result(all, "a ring goes round");
    group.stop();
    check_same(group.state().at<uint32_t>(0), 1600u, "each instruction once");
    Report::result(load(group.output().cycles) == 1600 && load(group.output().nanoseconds) > 0,
                   "what it has cost", std::format("{}", load(group.output().cycles)));
}

void test_opcodes(Setup &setup)
{
    Fixture fixture(setup);
    test_arithmetic(fixture);
    test_memory(fixture);
    test_flush_ids(Fixture(setup, abi::highest_flush_id - 1));
    test_branches(fixture);
    test_calls(fixture);
    test_ring(fixture);
}
