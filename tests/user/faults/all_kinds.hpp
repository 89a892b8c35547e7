// SPDX-License-Identifier: GPL-2.0
// A transaction that carries an object of every kind.
#pragma once

#include <tests/user/attacks/server_and_client.hpp>

#include <array>

namespace faults {

/// What a process tells others of when it sends: two objects of its own, and handles for those of others.
struct Known {
    uint64_t own;   // the first of two that are its own
    uint32_t third; // of neither side
    uint32_t peer;  // of who receives it
};

/// Objects of every kind, and buffers that point to each other. It must be there until it is said.
class AllKinds {
public:
    AllKinds(const Known &known, int fd)
    {
        parent_.files.fill(static_cast<uint32_t>(fd));
        child_.fill('c');
        parcel.bytes("it begins")
            .own(known.own, known.own)
            .own(known.own + 1, known.own + 1, 0, BINDER_TYPE_WEAK_BINDER)
            .handle(known.third)
            .handle(known.third, BINDER_TYPE_WEAK_HANDLE)
            .handle(known.peer)
            .handle(known.peer, BINDER_TYPE_WEAK_HANDLE)
            .file(fd)
            .buffer(&parent_, sizeof(parent_))
            .buffer_in(child_.data(), child_.size(), parent, offsetof(Parent, child))
            .files_in(parent_.files.size(), parent, offsetof(Parent, files))
            .file(fd);
    }
    AllKinds(const AllKinds &) = delete;
    AllKinds &operator=(const AllKinds &) = delete;

    /// Whether all of it has come: what it points to, and descriptors that are open. Anything else is.
    static bool is_whole(const binder_transaction_data &data)
    {
        if (data.offsets_size != count * sizeof(uint64_t))
            return true;
        const auto buffer = object<binder_buffer_object>(data, parent).buffer;
        const auto &parent = *reinterpret_cast<const Parent *>(buffer);
        const auto child = object<binder_buffer_object>(data, AllKinds::parent + 1).buffer;
        const auto is_open = [](uint32_t fd) { return fcntl(static_cast<int>(fd), F_GETFD) >= 0; };
        return parent.child == child &&
               std::ranges::count(*reinterpret_cast<const Child *>(child), 'c') == sizeof(Child) &&
               std::ranges::all_of(parent.files, is_open) &&
               is_open(object<binder_fd_object>(data, AllKinds::parent - 1).fd) &&
               is_open(object<binder_fd_object>(data, count - 1).fd);
    }

    Parcel parcel;

private:
    static constexpr size_t parent = 7; // the numbers of objects
    static constexpr size_t count = 11;

    struct Parent {
        uint64_t child;
        std::array<uint32_t, 3> files;
    };
    using Child = std::array<char, 5000>;

    template <class T> static T object(const binder_transaction_data &data, size_t number)
    {
        const auto *offsets = reinterpret_cast<const uint64_t *>(data.data.ptr.offsets);
        return *reinterpret_cast<const T *>(data.data.ptr.buffer + offsets[number]);
    }

    Parent parent_{};
    Child child_{};
};

} // namespace faults
