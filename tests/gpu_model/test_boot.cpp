// SPDX-License-Identifier: GPL-2.0
// Registers, the microcontroller, its firmware.
#include <algorithm>

#include "tests.hpp"

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;
using abi::Irq;
using abi::McuControl;
using abi::McuStatus;

static void check_power_on(Machine &machine)
{
    check_same(machine.read(reg::magic), abi::magic_value, "magic");
    check_same(machine.read(reg::mmu_features), 48 | 48 << 8, "mmu_features");
    Report::result(machine.read(reg::slots) <= abi::most_slots &&
                       machine.read(reg::queues) <= abi::most_queues &&
                       machine.read(reg::as_present) >> abi::max_as == 0,
                   "no more than there may be");
    Report::result(machine.read(abi::flush_page_offset) == 1, "the first flush id");
}

static void test_registers(Setup &setup)
{
    Machine machine(setup.model);
    Card card(machine);
    Report::result(machine.greeting() == "0 0 -1+ 1+ 1+ 1+ 0+ 0+ 0+ ", "the protocol of ivshmem",
                   machine.greeting());
    check_power_on(machine);
    // A guest writes what it must not.
    for (uint32_t offset = 0; offset < abi::flush_page_offset; offset += 4)
        if (offset != reg::reset_request && offset != reg::mcu_control)
            machine.write(offset, 0xffff'ffff);
    machine.write(abi::sram_offset + 16, 1);
    Report::result(card.reset(), "a reset is done");
    Report::result(machine.take(Irq::device), "and told");
    check_power_on(machine);
    check_same(machine.read(abi::sram_offset + 16), 0u, "of memory, too");
    machine.ring(abi::Doorbell::registers);
    machine.ring(abi::Doorbell::queues);
    machine.ring(abi::Doorbell::firmware);
    Report::result(card.reset(), "doorbells without a reason change nothing");
}

struct TrapCase {
    const char *name;
    std::vector<uint32_t> words;
    uint32_t cause, pc, value;
};

static void test_traps(Setup &setup)
{
    Machine machine(setup.model);
    Card card(machine);
    const TrapCase cases[] = {
        {"an illegal instruction", {0x00000013, 0xffffffff}, 2, 4, 0xffffffff},
        {"ecall", {0x00000013, 0x00000073}, 11, 4, 0},
        {"ebreak", {0x00000013, 0x00100073}, 3, 4, 4},
        {"a CSR", {0xf1402573}, 2, 0, 0xf1402573},
        {"a jump out of memory", {0x80000537, 0x00050067}, 1, 0x80000000, 0x80000000},
        {"a jump to where no instruction is", {0x00200067}, 0, 0, 2},
        {"a load from nowhere", {0x00080537, 0x00052583}, 5, 4, 0x80000},
        {"a store to nowhere", {0x00080537, 0x00b52023}, 7, 4, 0x80000},
        {"a load that is not aligned", {0x00102583}, 4, 0, 1},
        {"a store that is not aligned", {0x00b01123, 0x00b020a3}, 6, 4, 1},
        {"a byte of a register", {0x40000537, 0x00050583}, 5, 4, 0x40000000},
        {"a register that cannot be written", {0x40000537, 0x00b52023}, 7, 4, 0x40000000},
        {"a register that cannot be read", {0x40000537, 0x00c52583}, 5, 4, 0x4000000c},
        {"a slot that there is not", {0x40003537, 0x00052583}, 5, 4, 0x40003000},
    };
    for (const TrapCase &trap : cases) {
        card.reset();
        machine.take(Irq::device);
        card.run_words(trap.words);
        const bool trapped = eventually(
            [&] { return card.mcu_status() == static_cast<uint32_t>(McuStatus::trapped); });
        const auto said =
            std::format("cause {} pc {:#x} value {:#x}", machine.read(reg::mcu_trap_cause),
                        machine.read(reg::mcu_trap_pc), machine.read(reg::mcu_trap_value));
        const auto wanted =
            std::format("cause {} pc {:#x} value {:#x}", trap.cause, trap.pc, trap.value);
        Report::result(trapped && said == wanted, std::format("traps: {}", trap.name), said);
    }
    Report::result(eventually([&] { return machine.take(Irq::device); }), "a trap is told");
    card.control(McuControl::run);
    check_same(card.mcu_status(), static_cast<uint32_t>(McuStatus::trapped), "and lasts");
    Report::result(card.control(McuControl::off), "until it is switched off");
    card.control(McuControl::run, 2);
    check_same(machine.read(reg::mcu_trap_cause), 0u, "an entry that is not aligned");
}

static void test_firmware(Setup &setup)
{
    Machine machine(setup.model);
    Card card(machine);
    if (!Report::result(card.boot(setup.firmware), "the firmware is ready"))
        return;
    Report::result(machine.take(Irq::firmware), "and says so");
    check_same(card.interface().abi_version, abi::abi_major << 16 | abi::abi_minor,
               "of this version");
    check_same(card.interface().slots, machine.read(reg::slots), "slots");
    check_same(card.interface().queues, machine.read(reg::queues), "queues");
    Report::result(card.log().starts_with("kcxx-gpu 1.0: abi 1.0"), "its log", card.log());
    const uint32_t heartbeat = load(card.interface().heartbeat);
    Report::result(eventually([&] { return load(card.interface().heartbeat) > heartbeat + 1; }),
                   "a heartbeat, also of one that has nothing to do");
    // More than fit into the ring of answers.
    bool all = true;
    uint32_t answered = 0;
    for (uint32_t i = 0; i < 200; i++) {
        if (i >= 100) {
            const auto pong = card.event();
            all &= pong && pong->type == static_cast<uint32_t>(abi::Event::pong) &&
                   pong->value == answered++;
        }
        eventually([&] {
            const abi::Ring &ring = card.interface().requests;
            return load(ring.insert.value) - load(ring.extract.value) < abi::ring_messages;
        });
        card.send(abi::Request::ping, 0, i);
    }
    while (const auto pong = answered < 200 ? card.event() : std::nullopt)
        all &= pong->value == answered++;
    Report::result(all && answered == 200, "each ping has an answer, in order",
                   std::format("{}", answered));
    Report::result(machine.take(Irq::firmware), "answers are told");
    card.send(abi::Request::suspend);
    Report::result(card.wait_for(abi::Event::suspended).has_value(), "suspends");
    Report::result(card.control(McuControl::off), "is switched off");
    Report::result(card.boot(setup.firmware), "and boots again");
    Report::result(card.reset() && card.boot(setup.firmware), "the same after a reset");
}

static void test_panic(Setup &setup)
{
    Machine machine(setup.model);
    Card card(machine);
    card.boot(setup.firmware);
    machine.take(Irq::firmware);
    store(card.interface().requests.insert.value, 1000);
    machine.ring(abi::Doorbell::firmware);
    Report::result(eventually([&] {
                       return load(card.interface().state) ==
                              static_cast<uint32_t>(abi::FirmwareState::panicked);
                   }),
                   "the firmware panics about what cannot be");
    Report::result(eventually([&] { return machine.take(Irq::firmware); }), "and tells");
    Report::result(card.log().contains("panic: a ring has more messages than fit (1000)"), "why",
                   card.log());
    Report::result(card.reset() && card.boot(setup.firmware), "a reset helps");
}

void test_boot(Setup &setup)
{
    test_registers(setup);
    test_traps(setup);
    test_firmware(setup);
    test_panic(setup);
}
