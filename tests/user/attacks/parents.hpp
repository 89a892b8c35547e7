// SPDX-License-Identifier: GPL-2.0
// Buffers and arrays of descriptors whose parents are not there, or are something else.
#pragma once

#include <tests/user/attacks/own_descriptors.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// An object, a buffer that can be a parent, and a descriptor.
inline Parcel three_objects(const std::array<uint32_t, 8> &room)
{
    return Parcel().own(1, 1).buffer(room.data(), sizeof(room)).file(0);
}
inline constexpr uint64_t buffer = 1;

/// Says what becomes of a call, and of an answer, with these.
inline void try_both(ServerAndClient &both, const std::string &what, const Parcel &parcel)
{
    std::println("{}: {}; as an answer: {}", what, both.call(parcel), both.answer(parcel));
}

inline void wrong_parents(ServerAndClient &both, const Parcel &begun, const void *room)
{
    // The large ones are the buffer, if they are counted in bytes, or in 32 bits.
    constexpr std::array<uint64_t, 12> parents = {0,
                                                  buffer,
                                                  2,
                                                  3,
                                                  4,
                                                  1000,
                                                  0xffffffff,
                                                  (1ULL << 32) + buffer,
                                                  (1ULL << 61) + buffer,
                                                  (1ULL << 63) + buffer,
                                                  ~0ULL - 7,
                                                  ~0ULL};
    for (const uint64_t parent : parents) {
        try_both(both, std::format("buffer in {:#x}", parent),
                 Parcel(begun).buffer_in(room, 8, parent, 0));
        try_both(both, std::format("array in {:#x}", parent), Parcel(begun).files_in(1, parent, 0));
    }
}

inline void wrong_places(ServerAndClient &both, const Parcel &begun, const void *room)
{
    constexpr std::array<uint64_t, 10> places = {
        24, 25, 29, 32, 33, 1ULL << 32, 1ULL << 63, ~0ULL - 31, ~0ULL - 7, ~0ULL};
    for (const uint64_t place : places) {
        try_both(both, std::format("buffer at {:#x}", place),
                 Parcel(begun).buffer_in(room, 8, buffer, place));
        try_both(both, std::format("array at {:#x}", place),
                 Parcel(begun).files_in(1, buffer, place));
    }
}

inline void wrong_counts(ServerAndClient &both, const Parcel &begun)
{
    constexpr std::array<uint64_t, 9> counts = {
        0, 8, 9, 1ULL << 30, 1ULL << 32, 1ULL << 62, (1ULL << 62) + 1, ~0ULL / 4 - 1, ~0ULL};
    for (const uint64_t count : counts)
        try_both(both, std::format("{:#x} descriptors", count),
                 Parcel(begun).files_in(count, buffer, 0));
}

inline void parents()
{
    ServerAndClient both;
    const std::array<uint32_t, 8> room{};
    const auto begun = three_objects(room);
    const size_t open = descriptors();
    wrong_parents(both, begun, room.data());
    wrong_places(both, begun, room.data());
    wrong_counts(both, begun);
    std::println("descriptors left open: {}", descriptors() - open);
}

} // namespace attacks
