// SPDX-License-Identifier: GPL-2.0
// What a Binder transaction carries: bytes, objects among them, and the buffers they point to.
#pragma once

#include <linux/android/binder.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

/// What is at `offset` of the bytes; zeros where they end before.
template <class T> T part(std::span<const std::byte> bytes, size_t offset = 0)
{
    T value{};
    if (offset <= bytes.size() && bytes.size() - offset >= sizeof(T))
        std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

/// A transaction while it is made.
struct Parcel {
    std::vector<std::byte> data;
    std::vector<uint64_t> offsets;
    uint64_t buffers_size = 0;

    Parcel &bytes(std::string_view text)
    {
        data.insert(data.end(), reinterpret_cast<const std::byte *>(text.begin()),
                    reinterpret_cast<const std::byte *>(text.end()));
        return *this;
    }

    /// Puts an object behind what there is, aligned as the protocol wants it.
    template <class T> Parcel &object(const T &value)
    {
        data.resize((data.size() + 7) / 8 * 8);
        offsets.push_back(data.size());
        return bytes({reinterpret_cast<const char *>(&value), sizeof(value)});
    }

    Parcel &own(uint64_t pointer, uint64_t cookie, uint32_t flags = 0,
                uint32_t type = BINDER_TYPE_BINDER)
    {
        flat_binder_object object{};
        object.hdr.type = type;
        object.flags = flags;
        object.binder = pointer;
        object.cookie = cookie;
        return this->object(object);
    }
    Parcel &handle(uint32_t handle, uint32_t type = BINDER_TYPE_HANDLE)
    {
        flat_binder_object object{};
        object.hdr.type = type;
        object.handle = handle;
        return this->object(object);
    }
    Parcel &file(int fd, uint64_t cookie = 0)
    {
        binder_fd_object object{};
        object.hdr.type = BINDER_TYPE_FD;
        object.fd = static_cast<uint32_t>(fd);
        object.cookie = cookie;
        return this->object(object);
    }
    /// A buffer of the sender. Its size counts for what the receiver needs.
    Parcel &buffer(const void *address, uint64_t length)
    {
        return buffer_in(address, length, 0, 0, 0);
    }
    /// The same, which the pointer at `parent_offset` of the buffer number `parent` points to.
    Parcel &buffer_in(const void *address, uint64_t length, uint64_t parent, uint64_t parent_offset,
                      uint32_t flags = BINDER_BUFFER_FLAG_HAS_PARENT)
    {
        binder_buffer_object object{};
        object.hdr.type = BINDER_TYPE_PTR;
        object.flags = flags;
        object.buffer = reinterpret_cast<uint64_t>(address);
        object.length = length;
        object.parent = parent;
        object.parent_offset = parent_offset;
        buffers_size += (length + 7) / 8 * 8;
        return this->object(object);
    }
    Parcel &files_in(uint64_t count, uint64_t parent, uint64_t parent_offset)
    {
        binder_fd_array_object object{};
        object.hdr.type = BINDER_TYPE_FDA;
        object.num_fds = count;
        object.parent = parent;
        object.parent_offset = parent_offset;
        return this->object(object);
    }
};
