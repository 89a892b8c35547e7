// SPDX-License-Identifier: GPL-2.0
// Whether a call that has come is in order, to the last pointer.
#pragma once

#include <tests/user/attacks/server_and_client.hpp>

#include <atomic>
#include <random>

namespace attacks {

/// Looks at a call as its receiver must be able to: all that it finds is as the protocol says.
class Received {
public:
    Received(const Opened &opened, const binder_transaction_data &data)
        : opened_(opened), data_(data),
          bytes_(as_span<std::byte>(data.data.ptr.buffer, data.data_size)),
          offsets_(as_span<uint64_t>(data.data.ptr.offsets, data.offsets_size / sizeof(uint64_t)))
    {}

    bool is_in_order() const
    {
        uint64_t end = 0;
        for (size_t i = 0; i < offsets_.size(); i++) {
            const uint64_t at = offsets_[i];
            const size_t size = size_of(part<uint32_t>(bytes_, at));
            if (at < end || at % 4 != 0 || size == 0 || at + size > bytes_.size() || !is_good(at))
                return false;
            end = at + size;
        }
        return true;
    }

private:
    template <class T> static std::span<const T> as_span(uint64_t address, size_t count)
    {
        return {reinterpret_cast<const T *>(address), count};
    }
    static size_t size_of(uint32_t type)
    {
        switch (type) {
        case BINDER_TYPE_BINDER:
        case BINDER_TYPE_WEAK_BINDER:
        case BINDER_TYPE_HANDLE:
        case BINDER_TYPE_WEAK_HANDLE:
        case BINDER_TYPE_FD: return 24;
        case BINDER_TYPE_FDA: return 32;
        case BINDER_TYPE_PTR: return 40;
        default: return 0;
        }
    }

    bool is_good(uint64_t at) const
    {
        const auto flat = part<flat_binder_object>(bytes_, at);
        switch (flat.hdr.type) {
        case BINDER_TYPE_BINDER:
        case BINDER_TYPE_WEAK_BINDER:
            return flat.binder == 0 && flat.cookie == 0; // the manager's own
        case BINDER_TYPE_HANDLE: return counts(flat.handle).strong_count != 0;
        case BINDER_TYPE_WEAK_HANDLE: return counts(flat.handle).weak_count != 0;
        case BINDER_TYPE_FD: return is_open(part<binder_fd_object>(bytes_, at).fd);
        case BINDER_TYPE_PTR: return is_good(part<binder_buffer_object>(bytes_, at));
        default: return is_good(part<binder_fd_array_object>(bytes_, at));
        }
    }
    bool is_good(const binder_buffer_object &object) const
    {
        if (!is_mapped(object.buffer, object.length))
            return false;
        if ((object.flags & BINDER_BUFFER_FLAG_HAS_PARENT) == 0)
            return true;
        const auto parent = parent_of(object.parent, object.parent_offset, sizeof(uint64_t));
        return parent.size() == sizeof(uint64_t) && part<uint64_t>(parent) == object.buffer;
    }
    bool is_good(const binder_fd_array_object &object) const
    {
        if (object.num_fds == 0)
            return true;
        const auto numbers =
            parent_of(object.parent, object.parent_offset, object.num_fds * sizeof(uint32_t));
        for (size_t i = 0; i < numbers.size(); i += sizeof(uint32_t))
            if (!is_open(part<uint32_t>(numbers, i)))
                return false;
        return !numbers.empty();
    }

    /// A part of the buffer that is the object number `index`; empty if it is none, or has no such part.
    std::span<const std::byte> parent_of(uint64_t index, uint64_t offset, uint64_t size) const
    {
        if (index >= offsets_.size())
            return {};
        const auto parent = part<binder_buffer_object>(bytes_, offsets_[index]);
        if (parent.hdr.type != BINDER_TYPE_PTR || !is_mapped(parent.buffer, parent.length) ||
            offset > parent.length || size > parent.length - offset)
            return {};
        return as_span<std::byte>(parent.buffer + offset, size);
    }
    /// Behind the offsets of this call, where its buffers are.
    bool is_mapped(uint64_t address, uint64_t size) const
    {
        const uint64_t begin = data_.data.ptr.offsets + data_.offsets_size;
        const uint64_t end = opened_.base + opened_.size;
        return address >= begin && address <= end && size <= end - address;
    }
    binder_node_info_for_ref counts(uint32_t handle) const
    {
        binder_node_info_for_ref info{};
        info.handle = handle;
        ioctl(opened_.fd, BINDER_GET_NODE_INFO_FOR_REF, &info);
        return info;
    }
    static bool is_open(uint32_t fd) { return fcntl(static_cast<int>(fd), F_GETFD) == FD_CLOEXEC; }

    const Opened &opened_;
    const binder_transaction_data &data_;
    std::span<const std::byte> bytes_;
    std::span<const uint64_t> offsets_;
};

} // namespace attacks
