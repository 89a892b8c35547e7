// SPDX-License-Identifier: GPL-2.0
// A driver of the GPU, as simple as it can be.
#pragma once

#include <modules/gpu/abi/commands.hpp>
#include <modules/gpu/abi/image.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/abi/mmu.hpp>

#include <optional>
#include <vector>

#include "check.hpp"
#include "machine.hpp"

class Card {
public:
    explicit Card(Machine &machine) : machine_(machine) {}

    Machine &machine() { return machine_; }

    /// A request in the registers: `request` becomes a number that is new, and the model is waited for.
    bool request(uint32_t request, uint32_t done);
    bool reset();
    /// Copies a file of firmware, and waits until it is ready.
    bool boot(std::span<const std::byte> file);
    /// Copies words to the memory of the microcontroller, and starts it there.
    void run_words(std::span<const uint32_t> words);
    bool control(gpu::abi::McuControl control, uint32_t entry = 0);
    uint32_t mcu_status() const { return machine_.read(gpu::abi::reg::mcu_status); }

    gpu::abi::Interface &interface() const
    {
        return machine_.in_bar2<gpu::abi::Interface>(gpu::abi::sram_offset + interface_);
    }
    /// Where the firmware's log is, for people.
    std::string log() const;

    /// Sends a request to the firmware.
    void send(gpu::abi::Request type, uint32_t slot = 0, uint64_t value = 0);
    void put(gpu::abi::Message message);
    /// The next event, if one comes in time.
    std::optional<gpu::abi::Message>
    event(std::chrono::milliseconds time = std::chrono::milliseconds(10'000));
    /// The next one of that type; those before it are dropped.
    std::optional<gpu::abi::Message> wait_for(gpu::abi::Event type);

    /// Pages of memory, of zeros.
    uint64_t allocate(size_t size);
    void free_all() { used_ = first_page; }

private:
    static constexpr uint64_t first_page = 1 << 20;

    Machine &machine_;
    uint32_t interface_ = 0;
    uint64_t used_ = first_page;
    /// A request has a number that no other one had.
    uint32_t requests_ = 0x5eed'0000;
};

std::vector<std::byte> read_file(const std::string &path);
