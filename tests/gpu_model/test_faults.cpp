// SPDX-License-Identifier: GPL-2.0
// What a stream can do wrong, and what page tables can.
#include "fixture.hpp"
#include "tests.hpp"

namespace abi = gpu::abi;
using abi::Fault;
using abi::Opcode;

static void check_fault(const std::optional<abi::Message> &fault, Fault code, uint64_t address,
                        const std::string &name)
{
    const auto said =
        fault ? std::format("code {:#x} at {:#x}", fault->code, fault->address) : "none";
    const auto wanted = std::format("code {:#x} at {:#x}", static_cast<uint32_t>(code), address);
    Report::result(said == wanted, std::format("fault: {}", name),
                   std::format("{} instead of {}", said, wanted));
}

static constexpr auto encoded = Stream::encoded;

struct Invalid {
    const char *name;
    Fault code;
    uint64_t instruction;
};
static const Invalid invalid[] = {
    {"an opcode that there is not", Fault::invalid_instruction,
     encoded(static_cast<Opcode>(255), 0, 0, 0, 0)},
    {"a register that there is not", Fault::invalid_instruction,
     encoded(Opcode::move32, 96, 0, 0, 0)},
    {"half of a pair", Fault::invalid_instruction, encoded(Opcode::move48, 1, 0, 0, 0)},
    {"an add into one", Fault::invalid_instruction, encoded(Opcode::add_imm64, 2, 3, 0, 0)},
    {"an add from nowhere", Fault::invalid_instruction, encoded(Opcode::add_imm32, 2, 200, 0, 0)},
    {"a load behind the registers", Fault::invalid_instruction,
     encoded(Opcode::load_multiple, 90, 0, 0, 0x40'0000)},
    {"a store of what is there not", Fault::invalid_instruction,
     encoded(Opcode::store_multiple, 95, 0, 0, 0x8000'0000)},
    {"a load from no pair", Fault::invalid_instruction,
     encoded(Opcode::load_multiple, 0, 1, 0, 0x1'0000)},
    {"a load that is not aligned", Fault::misaligned,
     encoded(Opcode::load_multiple, 0, 0, 0, 0x1'0002)},
    {"a store that is not aligned", Fault::misaligned,
     encoded(Opcode::store_multiple, 0, 0, 0, 0x1'0001)},
    {"a condition that there is not", Fault::invalid_instruction,
     encoded(Opcode::branch, 0, 0, 0, 0x7000'0000)},
    {"a branch back in a ring", Fault::invalid_instruction,
     encoded(Opcode::branch, 0, 0, 0, 0x6000'ffff)},
    {"a branch behind what is there", Fault::invalid_instruction,
     encoded(Opcode::branch, 0, 0, 0, 0x6000'0001)},
    {"a jump out of a ring", Fault::invalid_instruction, encoded(Opcode::jump, 0, 0, 2, 0)},
    {"a call of an odd address", Fault::misaligned, encoded(Opcode::call, 0, 4, 2, 0)},
    {"a call of half an instruction", Fault::misaligned, encoded(Opcode::call, 0, 0, 4, 0)},
    {"a call from no register", Fault::invalid_instruction, encoded(Opcode::call, 0, 0, 96, 0)},
    {"a wait for what there is not", Fault::invalid_instruction,
     encoded(Opcode::sync_wait32, 0, 0, 2, 0x2000'0000)},
    {"a wait with half of a pair", Fault::invalid_instruction,
     encoded(Opcode::sync_wait64, 0, 0, 3, 0)},
    {"a Sync that is not aligned", Fault::misaligned, encoded(Opcode::sync_set32, 0, 4, 2, 0)},
    {"a Sync64 on half of its size", Fault::misaligned, encoded(Opcode::sync_wait64, 0, 6, 2, 0)},
    {"a state that there is not", Fault::invalid_instruction,
     encoded(Opcode::store_state, 0, 0, 2, 0)},
    {"a state that is not aligned", Fault::misaligned, encoded(Opcode::store_state, 0, 6, 0, 0)},
    {"one that was asked for", static_cast<Fault>(0x1234),
     encoded(Opcode::raise_fault, 0, 0, 0, 0x1234)},
    {"one that is none", Fault::invalid_instruction,
     encoded(Opcode::raise_fault, 0, 0, 0, 0x10000)},
};

static void test_invalid(Fixture &fixture)
{
    const Buffer data = fixture.space->allocate(4096);
    for (const Invalid &one : invalid) {
        Group group(*fixture.space);
        const Stream stream = Stream()
                                  .move48(0, data.address)
                                  .move48(4, data.address + 1)
                                  .move48(6, data.address + 4)
                                  .add(one.instruction);
        check_fault(group.run(stream), one.code, one.instruction, one.name);
        if (load(group.output().extract) != 24)
            Report::result(false, "it is told where",
                           std::format("{}", load(group.output().extract)));
    }
}

static void test_branch_out(Fixture &fixture)
{
    for (const int16_t count : {int16_t{-2}, int16_t{1}}) {
        Group group(*fixture.space);
        const Stream stream = Stream().branch(abi::Condition::always, 0, count);
        check_fault(group.run(group.call(stream)), Fault::invalid_instruction,
                    stream.instructions()[0], std::format("a branch by {} out of a stream", count));
    }
}

// Each way in which a walk of the page tables can end.
static void test_tables(Fixture &fixture)
{
    Space &space = *fixture.space;
    const Buffer data = space.allocate(4096);
    const uint64_t good = space.entry(data.address);
    struct Case {
        const char *name;
        Fault code;
        unsigned int level;
        uint64_t entry;
    };
    const Case cases[] = {
        {"not valid", Fault::translation, 3, good & ~abi::pte_valid},
        {"no memory", Fault::bus, 3, abi::pte_address | writable},
        {"memory behind the last", Fault::bus, 3, Machine::ram_size | writable},
        {"a table where a page is to be", Fault::translation, 3, good & ~abi::pte_leaf},
        {"a page of the highest level", Fault::translation, 0, writable},
        {"a page of the next one", Fault::translation, 1, writable},
        {"a table where no memory is", Fault::bus, 2, Machine::ram_size | abi::pte_valid},
        {"a table at the end of all", Fault::bus, 1, abi::pte_address | abi::pte_valid},
        {"no table", Fault::translation, 2, 0},
        {"a large page of no memory", Fault::bus, 2, uint64_t{1} << 47 | writable},
        {"not writable", Fault::permission, 3, good & ~abi::pte_write},
    };
    for (const Case &one : cases) {
        uint64_t &entry = space.entry(data.address, one.level);
        const uint64_t before = std::exchange(entry, one.entry);
        // What the entry of a level above covers has the queue, too: it has an address space of its own.
        Space other(fixture.card, 2);
        Group group(other);
        uint64_t own = data.address + (uint64_t{1} << 40);
        other.map(own, 0, 4096, writable);
        other.entry(own, one.level) = one.entry;
        check_fault(group.run(Stream().move48(0, own).add(Opcode::store_state, 0, 0)), one.code,
                    own, one.name);
        entry = before;
    }
}

static void test_access(Fixture &fixture)
{
    Space &space = *fixture.space;
    Group group(space);
    const Buffer data = space.allocate(4096), constant = space.allocate(4096, readable);
    check_fault(group.run(Stream().move48(0, data.address).move32(2, 8).add(Opcode::call, 0, 0, 2)),
                Fault::permission, data.address, "no code");
    check_fault(Group(space).run(Stream().move48(0, constant.address + 8).store(0, 0, 1, 0)),
                Fault::permission, constant.address + 8, "a store to what is constant");
    check_fault(
        Group(space).run(Stream().move48(0, constant.address).add(Opcode::sync_add32, 0, 0, 2)),
        Fault::permission, constant.address, "a Sync there");
    check_fault(Group(space).run(Stream()
                                     .move48(0, 0xffff'ffff'ffff)
                                     .add(Opcode::add_imm64, 0, 0, 0, 1)
                                     .load(2, 0, 1, 0)),
                Fault::translation, uint64_t{1} << 48, "behind the last address");
    check_fault(Group(space).run(Stream().load(2, 0, 1, -4)), Fault::translation, ~3ULL,
                "before the first");
    const uint64_t behind = data.address + 4096;
    check_fault(Group(space).run(Stream().move48(0, behind - 4).load(2, 0, 3, 0)),
                Fault::translation, behind, "behind a page");
    space.map(behind, 0x200000, 4096, writable);
    space.map(0x4000'0000, 0, 4096, writable);
    space.entry(0x4000'0000, 2) = 0x200000 | writable;
    space.update();
    fixture.machine.in_ram<uint32_t>(0x200000 + 0x12344) = 0xcafe;
    Group large(space);
    large.run(Stream().move48(0, 0x4001'2344).load(2, 0, 1, 0));
    check_same(large.state().at<uint32_t>(8), 0xcafeu, "a page of 2 MiB");
}

static void test_queues(Fixture &fixture)
{
    Space &space = *fixture.space;
    for (const uint64_t insert : {uint64_t{4}, uint64_t{4096 + 8}, ~uint64_t{7}}) {
        Group group(space);
        store(group.input().insert, insert);
        group.start();
        check_fault(fixture.card.wait_for(abi::Event::fault), Fault::corrupt_queue, insert,
                    std::format("insert is {:#x}", insert));
    }
    Group group(space);
    group.state().at<uint64_t>(384) = 4; // extract
    group.start();
    check_fault(fixture.card.wait_for(abi::Event::fault), Fault::corrupt_queue,
                group.state().address, "a state that cannot be");
    Group lost(space, 2);
    lost.config().queues[1].output = 0x1000;
    lost.start();
    const auto fault = fixture.card.wait_for(abi::Event::fault);
    check_fault(fault, Fault::translation, 0x1000, "an output that is nowhere");
    check_same(fault ? fault->queue : 0, 1u, "it is told whose");
    Group stateless(space);
    stateless.config().state = 0x2000;
    stateless.start();
    check_fault(fixture.card.wait_for(abi::Event::fault), Fault::translation, 0x2000,
                "a state that is nowhere");
    Group constant(space);
    space.entry(constant.state().address) &= ~abi::pte_write;
    constant.start();
    fixture.card.wait_for(abi::Event::idle);
    check_fault(constant.stop(), Fault::permission, constant.state().address,
                "a state that cannot be written");
    Group nowhere(space);
    nowhere.config().as = 7;
    nowhere.start();
    check_fault(fixture.card.wait_for(abi::Event::fault), Fault::translation,
                nowhere.state().address, "no page table");
}

void test_faults(Setup &setup)
{
    Fixture fixture(setup);
    test_invalid(fixture);
    test_branch_out(fixture);
    test_tables(fixture);
    test_access(fixture);
    test_queues(fixture);
}
