// SPDX-License-Identifier: GPL-2.0
// What a transaction begins with that is as it should be: from whom it is, and what its bytes come to.
// Who receives it can tell whether it is what was sent.
#pragma once

#include <tests/user/dialogue/parcel.hpp>

#include <functional>
#include <optional>
#include <string>

struct Seal {
    uint64_t magic;
    int32_t thread;  // who calls, or is answered
    uint32_t number; // of the call; a thread counts upwards
    uint64_t sum;
    uint64_t free; // it makes 32 bytes
};

inline constexpr uint64_t sealed = 0x6c61657364656c61;

inline size_t object_size(uint32_t type)
{
    switch (type) {
    case BINDER_TYPE_PTR: return sizeof(binder_buffer_object);
    case BINDER_TYPE_FDA: return sizeof(binder_fd_array_object);
    default: return sizeof(flat_binder_object); // that of descriptors is as long
    }
}

/// What the bytes come to, without those of objects, which mean something else to either side.
inline uint64_t sum_of(std::span<const std::byte> data, std::span<const uint64_t> offsets)
{
    std::string bytes;
    size_t at = sizeof(Seal);
    const auto add_up_to = [&](size_t end) {
        if (at < end && end <= data.size())
            bytes.append(reinterpret_cast<const char *>(data.data()) + at, end - at);
    };
    for (const uint64_t offset : offsets) {
        add_up_to(offset);
        at = offset + object_size(part<uint32_t>(data, offset));
    }
    add_up_to(data.size());
    return std::hash<std::string>()(bytes) + data.size() * 31 + offsets.size();
}

/// Puts the seal onto a transaction that begins with room for it.
inline void put_seal(Parcel &parcel, int32_t thread, uint32_t number)
{
    const Seal seal{.magic = sealed,
                    .thread = thread,
                    .number = number,
                    .sum = sum_of(parcel.data, parcel.offsets),
                    .free = 0};
    std::memcpy(parcel.data.data(), &seal, sizeof(seal));
}

inline std::optional<Seal> find_seal(std::span<const std::byte> data)
{
    const auto seal = part<Seal>(data, 0);
    return seal.magic == sealed ? std::optional(seal) : std::nullopt;
}
