// SPDX-License-Identifier: GPL-2.0
// Makes something of a transaction that is not quite right.
#pragma once

#include <tests/fuzz/binder/parcel_writer.hpp>

/// Puts another number into the place of one.
template <class T> void blur(Random &random, T &number)
{
    number = static_cast<T>(random.near(number));
}

/// Nothing of what others send is at such an address.
inline void blur_address(Random &random, binder_uintptr_t &address)
{
    address = random.chance(50) ? random.boundary() : address ^ (1u << random.below(12));
}

inline void mutate_offsets(Random &random, std::vector<uint64_t> &offsets, uint64_t size)
{
    if (offsets.empty())
        return offsets.push_back(random.chance(50) ? random.near(size)
                                                   : random.below(size / 8) * 8);
    uint64_t &offset = offsets[random.below(offsets.size())];
    switch (random.below(4)) {
    case 0: return std::swap(offset, offsets.back());
    case 1: offset = size - random.below(48); return;
    case 2: return offsets.push_back(uint64_t{offset});
    default: return blur(random, offset);
    }
}

/// Of an object, or of what lies between them.
inline void mutate_field(Random &random, Parcel &parcel)
{
    uint64_t at = random.below(parcel.data.size() / 8 + 1) * 8;
    if (!parcel.offsets.empty() && random.chance(80))
        at = random.pick(parcel.offsets) + random.below(5) * 8;
    const bool is_long = random.chance(60);
    at += is_long ? 0 : random.below(2) * 4;
    const size_t size = is_long ? sizeof(uint64_t) : sizeof(uint32_t);
    if (at > parcel.data.size() || parcel.data.size() - at < size)
        return;
    const uint64_t number = random.near(part<uint32_t>(parcel.data, at));
    std::memcpy(parcel.data.data() + at, &number, size);
}

inline void mutate(Random &random, Parcel &parcel)
{
    for (uint64_t i = random.between(1, 3); i > 0; i--) {
        switch (random.below(4)) {
        case 0: mutate_offsets(random, parcel.offsets, parcel.data.size()); break;
        case 1: blur(random, parcel.buffers_size); break;
        default: mutate_field(random, parcel); break;
        }
    }
}

inline void mutate(Random &random, binder_transaction_data &data)
{
    switch (random.below(8)) {
    case 0: return blur(random, data.data_size);
    case 1: return blur(random, data.offsets_size);
    case 2: return blur_address(random, data.data.ptr.buffer);
    case 3: return blur_address(random, data.data.ptr.offsets);
    case 4: return blur(random, data.flags);
    case 5: return std::swap(data.data_size, data.offsets_size);
    case 6: return std::swap(data.data.ptr.buffer, data.data.ptr.offsets);
    default: return blur(random, data.target.handle);
    }
}
