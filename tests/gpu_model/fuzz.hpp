// SPDX-License-Identifier: GPL-2.0
// A guest that does to the device what chance says. Whatever that is, a reset has to help.
#pragma once

#include <tests/fuzz/random.hpp>

#include <optional>

#include "group.hpp"
#include "tests.hpp"

class Fuzzer {
public:
    explicit Fuzzer(const Setup &setup) : setup_(setup) {}

    /// Plays rounds from `seed` on, each with a seed of its own, for so long. False: the device is lost.
    bool play(uint64_t seed, std::chrono::seconds time);
    uint64_t rounds() const { return rounds_; }

private:
    bool round(uint64_t seed);
    /// After a reset the device does its work.
    bool is_well();

    void registers();
    void words_of_microcontroller();
    void engine_writes();
    void add_engine_write(std::vector<uint32_t> &program, const gpu::abi::QueueConfig &queue);
    void broken_firmware();
    void requests();
    void streams();
    void states();
    /// Changes what the device reads while it does so.
    void meddle(std::span<std::byte> memory, unsigned int times);

    /// Numbers that can be meant.
    uint32_t word();
    uint64_t address();
    uint64_t instruction();
    /// What streams() has in its memory.
    void compute_descriptor(gpu::abi::Compute &compute, const Buffer &memory);
    void draw_descriptor(gpu::abi::Draw &draw, const Buffer &memory);
    void break_tables();
    void fill_memory(const Buffer &memory);
    /// What a queue does there.
    Stream stream(const Buffer &memory);
    uint32_t rv32_instruction();

    const Setup &setup_;
    std::optional<Machine> machine_;
    std::optional<Card> card_;
    std::optional<Space> space_;
    Random random_{0};
    uint64_t rounds_ = 0;
};
