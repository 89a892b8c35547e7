// SPDX-License-Identifier: GPL-2.0
// A call in the middle of which the driver waits for what it is to read.
#pragma once

#include <tests/user/attacks/pause.hpp>

namespace attacks {

/// A client's call that stops once so many bytes of it were read.
class StoppedCall {
public:
    StoppedCall(const char *title, const Parcel &parcel, size_t read, uint32_t flags = 0)
        : pair(title), pause(pair.client),
          rest_(reinterpret_cast<const char *>(parcel.data.data()) + read,
                parcel.data.size() - read)
    {
        bytes = pause.page() - read;
        offsets = reinterpret_cast<uint64_t *>(pause.page() - 2048);
        std::memcpy(bytes, parcel.data.data(), read);
        std::memcpy(offsets, parcel.offsets.data(), parcel.offsets.size() * sizeof(uint64_t));
        pair.client.say(BC_TRANSACTION_SG, transaction_of(parcel, 0, 1, flags, bytes, offsets));
        pair.client.begin(0);
        pause.wait();
    }

    /// Goes on.
    void go()
    {
        pause.give(rest_);
        pair.client.finish(0);
    }

    Pair pair;
    Pause pause;
    char *bytes;
    uint64_t *offsets;

private:
    std::string rest_;
};

} // namespace attacks
