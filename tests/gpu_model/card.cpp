// SPDX-License-Identifier: GPL-2.0
#include "card.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;

std::vector<std::byte> read_file(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

bool Card::request(uint32_t request, uint32_t done)
{
    const uint32_t number = ++requests_;
    machine_.write(request, number);
    machine_.ring(abi::Doorbell::registers);
    return eventually([&] { return machine_.read(done) == number; });
}

bool Card::reset()
{
    free_all();
    return request(reg::reset_request, reg::reset_done);
}

bool Card::control(abi::McuControl control, uint32_t entry)
{
    machine_.write(reg::mcu_entry, entry);
    machine_.write(reg::mcu_control, static_cast<uint32_t>(control));
    machine_.ring(abi::Doorbell::registers);
    return eventually([&] { return (mcu_status() == 0) == (control == abi::McuControl::off); });
}

bool Card::boot(std::span<const std::byte> file)
{
    abi::ImageHeader header;
    std::memcpy(&header, file.data(), sizeof(header));
    const auto sram = machine_.bar2().subspan(abi::sram_offset, abi::sram_size);
    std::ranges::fill(sram.first(header.memory_size), std::byte{});
    std::ranges::copy(file.subspan(header.header_size, header.image_size), sram.begin());
    interface_ = header.interface;
    control(abi::McuControl::run, header.entry);
    const auto ready = static_cast<uint32_t>(abi::FirmwareState::ready);
    return eventually([&] { return load(interface().state) == ready; });
}

void Card::run_words(std::span<const uint32_t> words)
{
    for (size_t i = 0; i < words.size(); i++)
        machine_.write(abi::sram_offset + static_cast<uint32_t>(i) * 4, words[i]);
    control(abi::McuControl::run);
}

std::string Card::log() const
{
    const abi::Log &log = interface().log;
    const uint32_t end = load(log.insert.value);
    std::string text;
    for (uint32_t i = end > abi::log_bytes ? end - abi::log_bytes : 0; i != end; i++)
        text += log.bytes[i % abi::log_bytes];
    return text;
}

void Card::put(abi::Message message)
{
    abi::Ring &ring = interface().requests;
    const uint32_t insert = load(ring.insert.value);
    ring.messages[insert % abi::ring_messages] = message;
    store(ring.insert.value, insert + 1);
}

void Card::send(abi::Request type, uint32_t slot, uint64_t value)
{
    abi::Message message{};
    message.type = static_cast<uint32_t>(type);
    message.slot = slot;
    message.value = value;
    put(message);
    machine_.ring(abi::Doorbell::firmware);
}

std::optional<abi::Message> Card::event(std::chrono::milliseconds time)
{
    abi::Ring &ring = interface().events;
    const uint32_t extract = load(ring.extract.value);
    if (!eventually([&] { return load(ring.insert.value) != extract; }, time))
        return std::nullopt;
    const abi::Message message = ring.messages[extract % abi::ring_messages];
    store(ring.extract.value, extract + 1);
    return message;
}

std::optional<abi::Message> Card::wait_for(abi::Event type)
{
    while (const auto message = event())
        if (message->type == static_cast<uint32_t>(type))
            return message;
    return std::nullopt;
}

uint64_t Card::allocate(size_t size)
{
    const uint64_t at = used_;
    used_ += (size + 4095) / 4096 * 4096;
    std::ranges::fill(machine_.ram().subspan(at, used_ - at), std::byte{});
    return at;
}
