// SPDX-License-Identifier: GPL-2.0
// Streams, descriptors, programs and states that chance has made.
#include <algorithm>

#include "fuzz.hpp"

namespace abi = gpu::abi;
using abi::Opcode;

uint64_t Fuzzer::instruction()
{
    static constexpr std::array opcodes = {
        Opcode::nop,           Opcode::move48,         Opcode::move32,     Opcode::wait,
        Opcode::add_imm32,     Opcode::add_imm64,      Opcode::branch,     Opcode::branch,
        Opcode::load_multiple, Opcode::store_multiple, Opcode::call,       Opcode::call,
        Opcode::jump,          Opcode::flush_cache2,   Opcode::sync_add32, Opcode::sync_set32,
        Opcode::sync_wait32,   Opcode::sync_add64,     Opcode::sync_set64, Opcode::sync_wait64,
        Opcode::fill,          Opcode::copy,           Opcode::blend,      Opcode::compute,
        Opcode::store_state,   Opcode::fill,           Opcode::copy,       Opcode::blend,
        Opcode::compute,       Opcode::error_barrier,
    };
    if (random_.chance(2))
        return random_.number();
    if (random_.chance(1))
        return Stream::encoded(random_.pick(std::array{Opcode::hang, Opcode::raise_fault}), 0, 0, 0,
                               word());
    const auto number = [&]() -> uint64_t {
        return random_.chance(95) ? random_.below(8) * 2
                                  : random_.pick(std::array{1, 88, 92, 94, 95, 96, 255});
    };
    uint64_t low = random_.number() & 0xffff'ffff;
    const Opcode opcode = random_.pick(opcodes);
    if (opcode == Opcode::branch)
        low = random_.below(8) << 28 | (random_.below(6) - 4 & 0xffff);
    else if (random_.chance(80))
        low &= 0x001f'007c;
    const uint64_t rest = opcode == Opcode::move48 ? address() & 0xffff'ffff'ffff
                                                   : number() << 40 | number() << 32 | low;
    return static_cast<uint64_t>(opcode) << 56 | number() << 48 | rest;
}

// Where in its memory streams() has what, besides streams. Every other descriptor is one of a program.
static constexpr size_t descriptors = 0x8000, programs = 0x10000, all = 0x20000;
static constexpr size_t descriptor_size = 64;

void Fuzzer::compute_descriptor(abi::Compute &compute, const Buffer &memory)
{
    const auto side = [&] {
        return static_cast<uint32_t>(random_.chance(95) ? random_.between(1, 20) : word());
    };
    compute = {
        .window =
            random_.chance(90) ? memory.address + programs + random_.below(8) * 4096 : address(),
        .arguments = random_.number(),
        .program =
            static_cast<uint32_t>(random_.chance(90) ? random_.below(256) * 4 : random_.number()),
        .x = side(),
        .y = side(),
        .z = static_cast<uint32_t>(random_.chance(95) ? 1 : random_.below(3)),
        .most_instructions =
            random_.chance(90) ? static_cast<uint32_t>(random_.below(5000)) : word(),
        .pad = 0,
    };
}

void Fuzzer::draw_descriptor(abi::Draw &draw, const Buffer &memory)
{
    const auto side = [&] {
        return static_cast<uint32_t>(random_.chance(95) ? random_.below(40) : random_.boundary());
    };
    const auto surface = [&] {
        return abi::Surface{
            .address =
                random_.chance(90) ? memory.address + random_.below(all / 4096) * 4096 : address(),
            .stride = random_.chance(90) ? 320 : word(),
            .pad = 0,
        };
    };
    draw = {
        .to = surface(),
        .from = surface(),
        .to_x = side(),
        .to_y = side(),
        .from_x = side(),
        .from_y = side(),
        .width = side(),
        .height = side(),
        .color = word(),
        .pad = 0,
    };
}

void Fuzzer::fill_memory(const Buffer &memory)
{
    for (size_t at = 0; at < descriptors; at += 8)
        memory.at<uint64_t>(at) = instruction();
    for (size_t at = descriptors; at < programs; at += descriptor_size) {
        if (at / descriptor_size % 2)
            compute_descriptor(memory.at<abi::Compute>(at), memory);
        else
            draw_descriptor(memory.at<abi::Draw>(at), memory);
    }
    for (size_t at = programs; at < programs + 0x8000; at += 4)
        memory.at<uint32_t>(at) = rv32_instruction();
}

Stream Fuzzer::stream(const Buffer &memory)
{
    Stream stream;
    for (uint64_t i = random_.below(4); i; i--) {
        const uint64_t number = random_.below((programs - descriptors) / descriptor_size);
        const Opcode draws = random_.pick(std::array{Opcode::fill, Opcode::copy, Opcode::blend});
        stream.move48(20, memory.address + descriptors + number * descriptor_size)
            .add(number % 2 ? Opcode::compute : draws, 0, 20);
    }
    for (uint64_t pair = 0; pair < 16; pair += 2)
        stream.move48(pair,
                      memory.address + random_.below(all / descriptor_size) * descriptor_size);
    stream.move32(3, static_cast<uint32_t>(random_.below(64) * 8));
    for (unsigned int i = 0; i < 40; i++)
        stream.add(instruction());
    return stream;
}

// What an entry of the page tables may be by mistake.
void Fuzzer::break_tables()
{
    const auto level = static_cast<unsigned int>(random_.below(abi::levels));
    uint64_t &entry =
        space_->entry(0x7f'0000'0000 + (level == 3 ? random_.below(48) * 4096 : 0), level);
    // Also above what there is of memory, and of bits.
    const uint64_t place =
        random_.chance(50) ? random_.number() : random_.below(Machine::ram_size * 2);
    const uint64_t flags =
        random_.pick(std::array{writable | executable, abi::pte_valid, readable, random_.number()});
    store(entry, (place & abi::pte_address) | (flags & 0xfff));
}

void Fuzzer::streams()
{
    if (!card_->boot(setup_.firmware))
        return;
    space_.emplace(*card_, 1);
    const auto queues = static_cast<uint32_t>(random_.between(1, 4));
    Group group(*space_, queues, static_cast<uint32_t>(random_.below(4)));
    // Everything may be done with it, and it is all of these.
    const Buffer memory = space_->allocate(all, writable | abi::pte_execute);
    fill_memory(memory);
    for (uint32_t queue = 0; queue < queues; queue++) {
        group.put(stream(memory), queue);
        group.config().queues[queue].priority = static_cast<uint32_t>(random_.below(16));
    }
    group.start(static_cast<uint32_t>(random_.below(4)));
    if (random_.chance(50))
        break_tables();
    for (unsigned int i = 0; i < 3; i++) {
        // The tables are among it.
        meddle(machine_->ram().subspan(1 << 20, random_.chance(50) ? 1 << 16 : 1 << 19), 100);
        machine_->ring(abi::Doorbell::queues);
        if (random_.chance(30))
            space_->update();
    }
    if (random_.chance(50))
        card_->send(abi::Request::stop, 0);
    std::this_thread::sleep_for(std::chrono::microseconds(random_.below(2000)));
}

void Fuzzer::states()
{
    if (!card_->boot(setup_.firmware))
        return;
    space_.emplace(*card_, 1);
    Group group(*space_, 4);
    const Buffer memory = space_->allocate(0x10000, writable | abi::pte_execute);
    for (size_t at = 0; at < memory.bytes.size(); at += 8)
        memory.at<uint64_t>(at) = instruction();
    for (uint32_t queue = 0; queue < 4; queue++) {
        const size_t base = queue * abi::queue_state_size;
        // Numbers, addresses, sizes and instructions, where they may be taken for that.
        for (uint64_t i = random_.between(1, 5); i; i--) {
            uint64_t &place = group.state().at<uint64_t>(base + 384 + random_.below(40) * 8);
            switch (random_.below(5)) {
            case 0: place = address(); break;
            case 1: place = random_.below(16); break;
            case 2: place = random_.below(16) << 32 | random_.below(16); break;
            case 3: place = random_.below(64) * 8 << 32 | random_.below(64) * 8; break;
            default:
                place = random_.pick(std::array{0xc0ULL, 0xc1ULL, 0xc2ULL, 0xc3ULL}) << 56;
                break;
            }
        }
        store(group.input(queue).insert,
              group.state().at<uint64_t>(base + 384) + random_.below(64) * 8);
    }
    group.start();
    meddle(group.state().bytes, 50);
    group.stop();
    group.start();
}
