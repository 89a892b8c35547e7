// SPDX-License-Identifier: GPL-2.0
// Where a thread lays out what it sends. Others may change it at any time.
#pragma once

#include <tests/fuzz/binder/world.hpp>
#include <tests/fuzz/random.hpp>

#include <cstring>
#include <span>

class SendMemory {
public:
    SendMemory(const World &world, size_t process, size_t thread)
        : memory_(world.send_memory(process, thread)),
          beyond_(world.send_memory(process, 0) + World::send_size)
    {}

    void clear() { used_ = 0; }
    /// The same, and what was there is no more.
    void wipe()
    {
        clear();
        std::memset(memory_, 0, World::send_size);
    }

    /// Room for `size` bytes. There is no end of it: where it is full, it is used again.
    std::byte *room(size_t size)
    {
        used_ = (used_ + 7) / 8 * 8;
        if (used_ + size > World::send_size)
            used_ = 0;
        std::byte *to = memory_ + used_;
        used_ += size;
        return to;
    }

    std::byte *put_bytes(std::span<const std::byte> bytes)
    {
        std::byte *to = room(bytes.size());
        std::memcpy(to, bytes.data(), std::min(bytes.size(), World::send_size));
        return to;
    }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    T *put(const T &value)
    {
        return reinterpret_cast<T *>(put_bytes(std::as_bytes(std::span(&value, 1))));
    }

    /// The same, where all the memory ends that there is; only one thread has such room.
    std::byte *last_room(size_t size) { return end() == beyond_ ? beyond_ - size : room(size); }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    T *put_last(const T &value)
    {
        auto *to = reinterpret_cast<T *>(last_room(sizeof(T)));
        std::memcpy(to, &value, sizeof(T));
        return to;
    }

    std::byte *begin() const { return memory_; }
    std::byte *end() const { return memory_ + World::send_size; }
    /// Where nothing is.
    std::byte *beyond() const { return beyond_; }

private:
    std::byte *memory_;
    std::byte *beyond_;
    size_t used_ = 0;
};
