// SPDX-License-Identifier: GPL-2.0
#include <bindings/delay.hpp>
#include <bindings/printk.hpp>
#include <modules/gpu/mcu.hpp>

#include <algorithm>
#include <ranges>

namespace gpu {
namespace {

constexpr milliseconds turn{20};
constexpr int most_turns = 250;

} // namespace

Result<> Mcu::boot() const MAY_SLEEP
{
    TRY(stop());
    TRY(load());
    mailbox_.begin(image_.header().interface);
    TRY(hardware_->start_mcu(image_.header().entry));
    TRY(wait_until_ready());
    return ping();
}

Result<> Mcu::stop() const MAY_SLEEP
{
    mailbox_.end();
    return hardware_->reset();
}

// And zeros behind it, where the one of before may have left something.
Result<> Mcu::load() const
{
    const auto bytes = image_.bytes();
    std::array<u32, 64> words{};
    for (size_t at = 0; at < abi::sram_size; at += sizeof(words)) {
        words.fill(0);
        if (at < bytes.size()) {
            const auto part = bytes.subspan(at, std::min(sizeof(words), bytes.size() - at));
            std::array<u8, sizeof(words)> copy{};
            for (auto [to, from] : std::views::zip(copy, part))
                to = from;
            words = std::bit_cast<decltype(words)>(copy);
        }
        TRY(hardware_->write_memory(at, words));
    }
    return {};
}

Result<> Mcu::wait_until_ready() const MAY_SLEEP
{
    for (int i = 0; i < most_turns; i++) {
        switch (TRY(mailbox_.state())) {
        case abi::FirmwareState::ready: return {};
        case abi::FirmwareState::panicked: return -EIO;
        case abi::FirmwareState::booting: break;
        }
        msleep(turn);
        if (i > 0)
            TRY(hardware_->check_mcu());
    }
    return -ETIMEDOUT;
}

Result<> Mcu::ping() const MAY_SLEEP
{
    const u64 value = last_pong_.read() + 1;
    pong_.reinit();
    TRY(mailbox_.send({.type = std::to_underlying(abi::Request::ping),
                       .slot = 0,
                       .queue = 0,
                       .code = 0,
                       .value = value,
                       .address = 0}));
    TRY(pong_.wait_timeout(turn * most_turns));
    return last_pong_.read() == value ? Result<>() : -EIO;
}

Result<> Mcu::ask(abi::Request what, u32 slot) const
{
    return mailbox_.send({.type = std::to_underlying(what),
                          .slot = slot,
                          .queue = 0,
                          .code = 0,
                          .value = 0,
                          .address = 0});
}

Result<> Mcu::start(u32 slot, const abi::GroupConfig &group) const
{
    using Words = std::array<u32, sizeof(group) / sizeof(u32)>;
    const size_t place =
        image_.header().interface + offsetof(abi::Interface, groups) + slot * sizeof(group);
    TRY(hardware_->write_memory(place, std::bit_cast<Words>(group)));
    return ask(abi::Request::start, slot);
}

Result<std::optional<abi::Message>> Mcu::receive() const MAY_SLEEP
{
    auto message = TRY(mailbox_.receive());
    while (message && message->type == std::to_underlying(abi::Event::pong)) {
        last_pong_.set(message->value);
        pong_.complete();
        message = TRY(mailbox_.receive());
    }
    return message;
}

// Whole words, as the device is read: the first characters may be of what was overwritten.
Result<> Mcu::copy_log(SeqFile &file) const
{
    const size_t log = image_.header().interface + offsetof(abi::Interface, log);
    const u32 end = TRY(hardware_->read_word(log + offsetof(abi::Log, insert)));
    u64 at = end > abi::log_bytes ? end - abi::log_bytes : 0;
    std::array<u32, 64> words{};
    while (at < end) {
        const size_t place = at % abi::log_bytes / sizeof(u32) * sizeof(u32);
        const size_t size = std::min(sizeof(words), abi::log_bytes - place);
        TRY(hardware_->read_memory(log + offsetof(abi::Log, bytes) + place,
                                   std::span(words).first(size / sizeof(u32))));
        const auto text = std::bit_cast<std::array<char, sizeof(words)>>(words);
        const size_t skipped = at % sizeof(u32);
        const size_t length = std::min<u64>(size - skipped, end - at);
        file.write(std::string_view(text).substr(skipped, length));
        at += length;
    }
    return {};
}

void Mcu::show_log(SeqFile &file) const MAY_SLEEP
{
    if (const auto copied = copy_log(file); !copied)
        file.printf("%pe\n", copied.error());
}

} // namespace gpu
