// SPDX-License-Identifier: GPL-2.0
#include "fuzz.hpp"

#include <modules/gpu/abi/engine.hpp>

#include <algorithm>

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;
namespace mcu = gpu::abi::mcu;

bool Fuzzer::play(uint64_t seed, std::chrono::seconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    for (; std::chrono::steady_clock::now() < end; rounds_++)
        if (!round(seed + rounds_)) {
            std::println("# lost with seed {:#x}: the model {}", seed + rounds_,
                         machine_->lives() ? "lives" : "has died");
            return false;
        }
    return is_well();
}

bool Fuzzer::round(uint64_t seed)
{
    random_ = Random(seed);
    if (!machine_) {
        machine_.emplace(setup_.model);
        card_.emplace(*machine_);
    }
    switch (random_.below(8)) {
    case 0: registers(); break;
    case 1: words_of_microcontroller(); break;
    case 2: engine_writes(); break;
    case 3: broken_firmware(); break;
    case 4: requests(); break;
    case 5: states(); break;
    default: streams(); break;
    }
    if (!machine_->lives() || !card_->reset())
        return false;
    return random_.chance(95) || is_well();
}

bool Fuzzer::is_well()
{
    if (!card_->reset() || !card_->boot(setup_.firmware))
        return false;
    space_.emplace(*card_, 1);
    Group group(*space_);
    const auto fault = group.run(Stream().move32(0, 77));
    return !fault && group.state().at<uint32_t>() == 77 && card_->reset();
}

uint32_t Fuzzer::word()
{
    return static_cast<uint32_t>(random_.chance(50) ? random_.boundary() : random_.number());
}

uint64_t Fuzzer::address()
{
    switch (random_.below(6)) {
    case 0: return random_.boundary();
    case 1: return random_.below(Machine::ram_size);
    case 2: return 0x7f'0000'0000 + random_.below(1 << 20);
    default: return 0x7f'0000'0000 + random_.below(1 << 17) * 8;
    }
}

void Fuzzer::meddle(std::span<std::byte> memory, unsigned int times)
{
    for (unsigned int i = 0; i < times; i++) {
        auto &at = *reinterpret_cast<uint32_t *>(&memory[random_.below(memory.size() / 4) * 4]);
        if (random_.chance(50))
            std::atomic_ref(at).fetch_xor(1u << random_.below(32));
        else
            store(at, word());
        if (random_.chance(5))
            machine_->ring(static_cast<abi::Doorbell>(random_.below(3)));
    }
}

void Fuzzer::registers()
{
    for (unsigned int i = 0; i < 50; i++) {
        uint32_t offset = static_cast<uint32_t>(random_.below(0x600 / 4) * 4);
        if (random_.chance(30))
            offset = reg::as_base + static_cast<uint32_t>(random_.below(16 * 8) * 4);
        if (random_.chance(30))
            offset = random_.pick(std::array{reg::reset_request, reg::mcu_control, reg::mcu_entry});
        machine_->write(offset, word());
        if (random_.chance(30))
            machine_->ring(static_cast<abi::Doorbell>(random_.below(3)));
    }
}

uint32_t Fuzzer::rv32_instruction()
{
    // Few registers, so that what one has made another uses.
    const auto number = [&] { return static_cast<uint32_t>(random_.below(4)); };
    const auto function3 = static_cast<uint32_t>(random_.below(8)) << 12;
    const uint32_t registers = number() << 7 | number() << 15 | number() << 20;
    const auto offset = static_cast<uint32_t>(random_.below(512) * 4);
    switch (random_.below(12)) {
    case 0: return random_.pick(std::array{0x0000'0073u, 0x1050'0073u, 0x0010'0073u, 0x0000'000fu});
    case 1: return static_cast<uint32_t>(random_.number());
    case 2: return offset << 20 | (registers & 0x1'8180) | 0x0000'2003;
    case 3:
        return (offset & 0x7e0) << 20 | (offset & 0x1f) << 7 | (registers & 0x31'8000) |
               0x0000'2023;
    case 4:
        return (static_cast<uint32_t>(random_.number()) & 0xfffff000) | (registers & 0x180) |
               random_.pick(std::array{0x37u, 0x17u});
    // A little way, forwards or back.
    case 5:
        return (registers & 0x31'8000) | function3 |
               random_.pick(std::array{0x0000'0463u, 0x0000'0863u, 0xfe00'0ae3u});
    case 6: return (registers & 0x180) | random_.pick(std::array{0x0080'006fu, 0xff5f'f06fu});
    case 7:
        return (static_cast<uint32_t>(random_.number()) & 0xfff0'0000) | (registers & 0x1'8180) |
               0x0000'0013;
    case 8:
        return static_cast<uint32_t>(random_.below(32)) << 20 | (registers & 0x1'8180) |
               random_.pick(std::array{0x1013u, 0x5013u, 0x4000'5013u});
    case 9:
        return static_cast<uint32_t>(random_.number() & 0xfff0'7000) | (registers & 0x1'8180) |
               random_.pick(std::array{0x03u, 0x13u, 0x67u});
    default:
        return random_.pick(std::array{0u, 0x0200'0000u, 0x0200'0000u}) | registers | function3 |
               0x33;
    }
}

void Fuzzer::words_of_microcontroller()
{
    std::vector<uint32_t> words(random_.between(1, 200));
    for (uint32_t &one : words)
        one = rv32_instruction();
    // A base of addresses that there are.
    words[0] = random_.pick(std::array{0x4000'00b7u, 0x4000'10b7u, 0x0000'10b7u, 0x0008'00b7u});
    card_->run_words(words);
    for (unsigned int i = 0; i < 20; i++)
        machine_->ring(static_cast<abi::Doorbell>(random_.below(3)));
    meddle(machine_->bar2().subspan(abi::sram_offset, 1024), 100);
    card_->control(abi::McuControl::off);
}

// A store of a number to a register of the engines.
static void add_write(std::vector<uint32_t> &program, uint32_t offset, uint32_t value)
{
    const auto load = [&](uint32_t to, uint32_t number) {
        program.push_back(((number + 0x800) & 0xffff'f000) | to << 7 | 0x37);
        program.push_back((number & 0xfff) << 20 | to << 15 | to << 7 | 0x13);
    };
    load(1, abi::engine_base + offset);
    load(2, value);
    program.push_back(0x0020'a023);
}

void Fuzzer::add_engine_write(std::vector<uint32_t> &program, const abi::QueueConfig &queue)
{
    const uint32_t slot =
        mcu::slot_base + static_cast<uint32_t>(random_.below(4)) * mcu::slot_stride;
    const auto part = static_cast<uint32_t>(
        random_.pick(std::array{queue.ring, queue.ring >> 32, queue.input, uint64_t{4096}}));
    const std::array kept = {mcu::as, mcu::priority, mcu::queue_count, mcu::state_low,
                             mcu::state_high};
    switch (random_.below(6)) {
    case 0:
        return add_write(program, slot + mcu::control,
                         static_cast<uint32_t>(random_.between(1, 2)));
    case 1:
        return add_write(program, slot + random_.pick(kept),
                         static_cast<uint32_t>(random_.below(8)));
    case 2: return add_write(program, slot + random_.pick(kept), word());
    case 3:
        return add_write(
            program, slot + static_cast<uint32_t>(mcu::queue_base + random_.below(64) * 4), part);
    case 4: return add_write(program, slot + mcu::events, word());
    default:
        return add_write(program, random_.pick(std::array{mcu::acknowledge, mcu::raise_irq}),
                         word());
    }
}

// A program that starts the engines with anything.
void Fuzzer::engine_writes()
{
    space_.emplace(*card_, static_cast<uint32_t>(random_.below(8)));
    Group group(*space_, 4);
    std::vector<uint32_t> program;
    for (unsigned int i = 0; i < 60; i++)
        add_engine_write(program, group.config().queues[random_.below(4)]);
    // What is not there ends it.
    if (random_.chance(50))
        add_write(program, word() & 0x3ffc, word());
    program.push_back(0x1050'0073);
    program.push_back(0xffdf'f06f);
    card_->run_words(program);
    meddle(machine_->ram().subspan(1 << 20, 1 << 17), 300);
}

void Fuzzer::broken_firmware()
{
    auto firmware = setup_.firmware;
    const size_t header = sizeof(abi::ImageHeader);
    for (uint64_t i = random_.between(1, 40); i; i--)
        firmware[header + random_.below(firmware.size() - header)] ^=
            static_cast<std::byte>(1u << random_.below(8));
    std::ranges::copy(std::span(firmware).subspan(header),
                      machine_->bar2().begin() + abi::sram_offset);
    card_->control(abi::McuControl::run);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    meddle(machine_->bar2().subspan(abi::sram_offset, 0x8000), 200);
}

void Fuzzer::requests()
{
    if (!card_->boot(setup_.firmware))
        return;
    space_.emplace(*card_, 1);
    Group group(*space_, 4);
    for (unsigned int i = 0; i < 40; i++) {
        auto &config = card_->interface().groups[random_.below(8)];
        config = group.config();
        if (random_.chance(50))
            meddle(std::as_writable_bytes(std::span(&config, 1)), 2);
        abi::Message message{};
        message.type = random_.chance(90) ? static_cast<uint32_t>(random_.between(1, 4)) : word();
        message.slot = random_.chance(90) ? static_cast<uint32_t>(random_.below(5)) : word();
        message.value = random_.number();
        card_->put(message);
        machine_->ring(abi::Doorbell::firmware);
        if (random_.chance(3))
            store(card_->interface().requests.insert.value, word());
        if (random_.chance(50))
            card_->event(std::chrono::milliseconds(1));
    }
}
