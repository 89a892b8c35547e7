// SPDX-License-Identifier: GPL-2.0
// Values for properties, by their names: mostly such as there are.
#pragma once

#include <tests/fuzz/kms/actor.hpp>

/// What commits fill: where fences go, and nothing is looked for.
inline std::array<std::atomic<int32_t>, 4> out_fences{};

inline uint64_t any_value(Actor &actor, const Object &object, const std::string &name)
{
    Random &random = actor.random;
    const auto is = [&](auto... names) { return ((name == names) || ...); };
    if (actor.is_odd() && random.chance(30))
        return random.boundary();
    if (is("FB_ID"))
        return random.chance(80)
                   ? actor.any_framebuffer(object.id == actor.objects.cursor.id ? 95 : 5)
                   : 0;
    if (is("CRTC_ID"))
        return random.chance(85) ? actor.objects.crtc.id : 0;
    if (is("SRC_X", "SRC_Y"))
        return random.pick(std::array{0UL, 0UL, 8UL << 16, 1UL, random.below(64) << 16});
    if (is("SRC_W", "SRC_H"))
        return random.pick(std::array{64UL, 64UL, 32UL, 128UL, random.below(200)}) << 16;
    if (is("CRTC_X", "CRTC_Y"))
        return object.id == actor.objects.cursor.id
                   ? static_cast<uint64_t>(static_cast<int64_t>(random.below(200)) - 70)
                   : random.pick(std::array{0UL, 0UL, 0UL, 1UL});
    if (is("CRTC_W", "CRTC_H"))
        return random.pick(std::array{64UL, 64UL, 32UL, 128UL, random.below(200)});
    if (is("MODE_ID"))
        return random.chance(90) ? Sized::of(actor.process.modes.pick(random)).id : 0;
    if (is("FB_DAMAGE_CLIPS"))
        return random.chance(70) ? actor.process.blobs.pick(random) : 0;
    if (is("IN_FENCE_FD"))
        return random.chance(50) ? actor.process.fences.pick(random) : ~0ULL;
    if (is("OUT_FENCE_PTR"))
        return random.chance(80) ? address(&random.pick(out_fences)) : 0;
    return random.chance(70) ? random.below(4) : random.boundary();
}
