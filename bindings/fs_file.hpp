// SPDX-License-Identifier: GPL-2.0
// fs/libfs.c: a file in memory that comes and goes while others stay.
#pragma once

#include <bindings/atomic.hpp>

#include <utility>

namespace kernel {

/// What a super block of such a file system has, beside its mount (FsType).
struct FsSuper {
    /// The folder that FsDir::keep() was called for.
    Atomic<raw::dentry *> kept;

    /// That of a super block which has one.
    ///
    /// Context: Any context.
    static const FsSuper &of(const raw::super_block *super) KCXX_UNSAFE_FN
    {
        return *static_cast<const FsSuper *>(raw::super_block_private(super));
    }
};

/// A file in such a file system that goes with its owner, who keeps the file system: an object that a
/// file of it keeps must not own one, or neither would end.
class [[nodiscard("a file that nobody owns is removed at once")]] FsFile {
public:
    /// No file.
    FsFile() = default;

    FsFile(FsFile &&from) noexcept : dentry_(std::exchange(from.dentry_, nullptr)) {}
    FsFile &operator=(FsFile &&from) noexcept MAY_SLEEP
    {
        FsFile old(std::move(*this));
        dentry_ = std::exchange(from.dentry_, nullptr);
        return *this;
    }
    /// Removes the file. Who has it open may still read it.
    ///
    /// Context: Process context. May sleep.
    ~FsFile() MAY_SLEEP
    {
        if (!dentry_)
            return;
        unsafe("it keeps the file, whose name nobody else may change, and its file system") {
            auto *super = raw::dentry_super_block(dentry_);
            auto *dir = raw::d_inode(raw::d_parent(dentry_));
            raw::inode_lock(dir);
            if (raw::simple_positive(dentry_)) {
                raw::simple_unlink(dir, dentry_);
                raw::d_delete(dentry_);
            }
            raw::inode_unlock(dir);
            raw::dput(dentry_);
            raw::deactivate_super(super);
        }
    }

private:
    friend class FsDir;
    explicit FsFile(raw::dentry *dentry) KCXX_UNSAFE_FN : dentry_(raw::dget(dentry))
    {
        raw::super_block_get(raw::dentry_super_block(dentry));
    }

    raw::dentry *dentry_ = nullptr;
};

} // namespace kernel
