// SPDX-License-Identifier: GPL-2.0
// Descriptors in transactions: files of the sender, which the receiver gets descriptors of its own for.
#pragma once

#include <bindings/file.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/formats.hpp>

#include <optional>

namespace binder {

class Allocation;
class Arena;

/// The files of one transaction. The sender adds them, the thread that is told of it gets them, and
/// who frees the buffer closes those that came in an array.
class Files {
public:
    /// Adds a file; its receiver finds a descriptor for it at `offset`.
    ///
    /// Context: Process context of the sender. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> add(FileRef file, size_t offset, bool is_in_array) MAY_SLEEP;

    /// Takes a descriptor for each, and writes it to its place in what they came with. They mean nothing
    /// until install().
    ///
    /// Context: Process context of the receiver. May sleep.
    /// Return: nothing, or -EMFILE, -ENOMEM; then what was taken goes with this.
    Result<> reserve(const Arena &arena, const Allocation &allocation) MAY_SLEEP;

    /// Context: Process context of the receiver, behind reserve().
    void install();

    /// Closes those of arrays: the others are their user's.
    ///
    /// Context: Process context of the receiver. May sleep.
    /// Return: whether there were any. Their files are released when it returns to user space.
    bool close() MAY_SLEEP;

private:
    struct Sent {
        size_t offset;
        bool is_in_array;
        std::optional<FileRef> file; // until it is installed
        std::optional<UnusedFd> fd;
        u32 number; // once it is installed
    };

    Vec<Sent> sent_;
};

} // namespace binder
