// SPDX-License-Identifier: GPL-2.0
#include <bindings/delay.hpp>
#include <bindings/printk.hpp>
#include <modules/gpu/gpu.hpp>

#include <algorithm>
#include <ranges>

namespace gpu {
namespace {

constexpr milliseconds turn{20};
constexpr int most_turns = 250;

} // namespace

Result<> Gpu::boot() const MAY_SLEEP
{
    TRY(hardware_->reset());
    TRY(load());
    mailbox_.begin(image_.header().interface);
    TRY(hardware_->start_mcu(image_.header().entry));
    TRY(wait_until_ready());
    TRY(ping());
    pr_info("firmware %s\n", image_.header().version);
    return {};
}

// And zeros behind it, where the one of before may have left something.
Result<> Gpu::load() const
{
    const auto bytes = image_.bytes();
    std::array<u32, 64> words{};
    for (size_t at = 0; at < abi::sram_size; at += sizeof(words)) {
        words.fill(0);
        if (at < bytes.size()) {
            const auto part =
                bytes.subspan(at, std::min(sizeof(words), bytes.size() - at));
            std::array<u8, sizeof(words)> copy{};
            for (auto [to, from] : std::views::zip(copy, part))
                to = from;
            words = std::bit_cast<decltype(words)>(copy);
        }
        TRY(hardware_->write_memory(at, words));
    }
    return {};
}

Result<> Gpu::wait_until_ready() const MAY_SLEEP
{
    for (int i = 0; i < most_turns; i++) {
        switch (TRY(mailbox_.state())) {
        case abi::FirmwareState::ready:
            return {};
        case abi::FirmwareState::panicked:
            return -EIO;
        case abi::FirmwareState::booting:
            break;
        }
        msleep(turn);
        if (i > 0)
            TRY(hardware_->check_mcu());
    }
    return -ETIMEDOUT;
}

Result<> Gpu::ping() const MAY_SLEEP
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

IrqReturn Gpu::handle_irq_thread() const MAY_SLEEP
{
    // As many as there can be: a firmware that never ends its talk does not keep this thread.
    for (u32 i = 0; i < abi::ring_messages; i++) {
        const auto event = mailbox_.receive();
        if (!event) {
            pr_err_ratelimited("the firmware's messages are not where they should be\n");
            break;
        }
        if (!*event)
            break;
        hear(**event);
    }
    return IrqReturn::handled;
}

void Gpu::hear(const abi::Message &event) const
{
    if (event.type == std::to_underlying(abi::Event::pong)) {
        last_pong_.set(event.value);
        pong_.complete();
    } else {
        pr_warn_ratelimited("the firmware says %u, which means nothing\n", event.type);
    }
}

} // namespace gpu
