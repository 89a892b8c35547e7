// SPDX-License-Identifier: GPL-2.0
// Streams, and what they refer to: mostly such as come to a good end. What nobody has written is zeros, which are
// instructions as well.
#pragma once

#include <tests/fuzz/gpu/actor.hpp>
#include <tests/user/gpu/stream.hpp>

/// Counts down, and goes on.
inline Stream loop(uint32_t times)
{
    return Stream().move32(8, times).add_imm32(8, 8, -1).branch(gpu::abi::Condition::not_equal, 8,
                                                                -2);
}

inline Stream good_stream(Actor &actor)
{
    Random &random = actor.random;
    const uint64_t word = actor.place() + actor.slot() + Actor::slot_size / 2;
    if (random.chance(30))
        return loop(static_cast<uint32_t>(random.below(random.chance(90) ? 1000 : 300000)));
    if (random.chance(50))
        return step(word, 1);
    using enum Stream::Opcode;
    const auto what = random.pick(std::array{fill, copy, blend, compute, sync_add64, sync_set32});
    return Stream().move48(2, word).move32(4, 1).draw(what, 2);
}

inline Stream bad_stream(Actor &actor)
{
    Random &random = actor.random;
    switch (random.below(5)) {
    case 0: return Stream().fault(static_cast<uint16_t>(random.number()));
    case 1: return Stream().move48(2, random.boundary() & 0xffff'ffff'ffff).store(4, 1, 2);
    case 2: return Stream().raw(random.number());
    case 3:
        // From a place, which may be its own, and may call it again.
        return Stream()
            .move48(2, actor.place() + actor.slot())
            .move32(4, 256)
            .raw(uint64_t{std::to_underlying(Stream::Opcode::call)} << 56 | 2ULL << 40 |
                 4ULL << 32);
    default: return Stream().move48(2, actor.place()).draw(Stream::Opcode::load_multiple, 2);
    }
}

inline Stream any_stream(Actor &actor)
{
    Random &random = actor.random;
    if (actor.plan.hangs && random.chance(2))
        return random.chance(50) ? Stream().hang()
                                 : Stream().branch(gpu::abi::Condition::always, 0, -1);
    return random.chance(92) ? good_stream(actor) : bad_stream(actor);
}

/// What is drawn, or run: what lies behind a stream, and is found by another one.
inline gpu::abi::Draw any_descriptor(Actor &actor)
{
    Random &random = actor.random;
    const auto surface = [&] {
        return gpu::abi::Surface{.address = actor.place(), .stride = actor.about(64u), .pad = 0};
    };
    gpu::abi::Draw draw{};
    draw.to = surface();
    draw.from = surface();
    draw.width = actor.about(static_cast<uint32_t>(random.below(16)));
    draw.height = actor.about(static_cast<uint32_t>(random.below(16)));
    draw.color = static_cast<uint32_t>(random.number());
    return draw;
}

/// Into a buffer that may no longer be there: a file is read into it, which is no signal then, but an error.
inline void write_streams(Actor &actor)
{
    const auto mapped = actor.process.maps.pick(actor.random);
    if (mapped == 0)
        return;
    for (int i = 0; i < 6; i++) {
        const auto stream = any_stream(actor);
        const auto draw = any_descriptor(actor);
        std::array<std::byte, Actor::slot_size> slot{};
        std::memcpy(slot.data(), stream.words.data(), stream.size());
        std::memcpy(slot.data() + slot.size() / 2, &draw, sizeof(draw));
        if (pwrite(actor.scratch, slot.data(), slot.size(), 0) < 0)
            continue;
        auto *const there = reinterpret_cast<std::byte *>(mapped + actor.slot());
        if (actor.try_it([&] { return pread(actor.scratch, there, slot.size(), 0); }) > 0)
            actor.world.written++;
    }
}
