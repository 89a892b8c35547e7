// SPDX-License-Identifier: GPL-2.0
// Memory that others read and write at the same time: each access to a word is one access, so that what was
// checked is what is used.
#pragma once

#include <atomic>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "descriptor.hpp"
#include <sys/mman.h>

namespace model {

template <class T>
concept Word = std::unsigned_integral<T> && std::atomic_ref<T>::is_always_lock_free;

/// A word at an address that its size divides.
template <Word T> std::atomic_ref<T> word_at(std::byte *at)
{
    assert(reinterpret_cast<uintptr_t>(at) % sizeof(T) == 0);
    return std::atomic_ref<T>(*reinterpret_cast<T *>(at));
}
template <Word T> T load(std::byte *at)
{
    return word_at<T>(at).load(std::memory_order_acquire);
}
template <Word T> void store(std::byte *at, T value)
{
    word_at<T>(at).store(value, std::memory_order_release);
}

/// A file, mapped to be shared.
class Memory {
public:
    Memory(const Descriptor &file, size_t size)
        : bytes_(static_cast<std::byte *>(
              mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0))),
          size_(size)
    {
        if (bytes_ == MAP_FAILED)
            throw_errno("mmap");
    }
    Memory(Memory &&from) noexcept : bytes_(from.bytes_), size_(std::exchange(from.size_, 0)) {}
    Memory &operator=(Memory &&) = delete;
    ~Memory()
    {
        if (size_)
            munmap(bytes_, size_);
    }

    /// All of it.
    std::span<std::byte> bytes() const { return {bytes_, size_}; }
    /// Whether [offset, offset + size) is part of it.
    bool has(uint64_t offset, uint64_t size) const
    {
        return offset <= size_ && size <= size_ - offset;
    }

private:
    std::byte *bytes_;
    size_t size_;
};

} // namespace model
