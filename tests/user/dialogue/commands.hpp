// SPDX-License-Identifier: GPL-2.0
// What a thread says to the driver: commands, one behind the other.
#pragma once

#include <tests/user/dialogue/parcel.hpp>

#include <utility>

/// What is said of a transaction or reply whose parcel is at these addresses.
inline binder_transaction_data_sg transaction_of(const Parcel &parcel, uint32_t handle,
                                                 uint32_t code, uint32_t flags, const void *bytes,
                                                 const void *offsets)
{
    binder_transaction_data_sg sent{};
    binder_transaction_data &data = sent.transaction_data;
    data.target.handle = handle;
    data.code = code;
    data.flags = flags;
    data.data_size = parcel.data.size();
    data.offsets_size = parcel.offsets.size() * sizeof(uint64_t);
    data.data.ptr.buffer = reinterpret_cast<uint64_t>(bytes);
    data.data.ptr.offsets = reinterpret_cast<uint64_t>(offsets);
    sent.buffers_size = parcel.buffers_size;
    return sent;
}

/// Commands that are said together, once all are there.
class Commands {
public:
    /// Adds a command without argument, or with one.
    void say(uint32_t command) { add(&command, sizeof(command)); }
    template <class T> void say(uint32_t command, const T &argument)
    {
        add(&command, sizeof(command));
        add(&argument, sizeof(argument));
    }

    /// Adds a transaction or reply; the size of its buffers is said by some commands alone.
    void say_transaction(uint32_t command, const binder_transaction_data_sg &sent)
    {
        if (command == BC_TRANSACTION_SG || command == BC_REPLY_SG)
            say(command, sent);
        else
            say(command, sent.transaction_data);
    }

    /// All that was added.
    std::span<const std::byte> said() const { return said_; }

protected:
    /// The same, for the last time.
    std::vector<std::byte> take_said() { return std::exchange(said_, {}); }

private:
    void add(const void *bytes, size_t size)
    {
        const auto *from = static_cast<const std::byte *>(bytes);
        said_.insert(said_.end(), from, from + size);
    }

    std::vector<std::byte> said_;
};
