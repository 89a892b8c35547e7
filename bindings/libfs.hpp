// SPDX-License-Identifier: GPL-2.0
// fs/libfs.c: files and folders that are in memory alone.
#pragma once

#include <bindings/file_operations.hpp>
#include <bindings/fs_file.hpp>
#include <bindings/object_file.hpp>
#include <bindings/refcount.hpp>

#include <string_view>

namespace kernel {

/// What an inode of such a file system has: the object that it shows, kept until nobody has the file
/// open and it is in no folder any more.
class FsNode {
public:
    template <class T, class Shown>
    FsNode(RefPtr<T> object, const Shown *shown, bool stays)
        : shown_(shown), kept_(object.into_raw()), drop_(drop<T>), stays_(stays)
    {}
    FsNode(const FsNode &) = delete;
    FsNode &operator=(const FsNode &) = delete;
    ~FsNode() MAY_SLEEP { drop_(kept_); }

    const void *shown() const { return shown_; }
    /// Whether it can be neither removed nor renamed.
    bool stays() const { return stays_; }

    /// The node of an inode; there is none for a folder.
    ///
    /// Context: Any context.
    static const FsNode *of(const raw::inode *inode)
    {
        unsafe("an inode that FsDir or FsType made has a node or nothing") {
            return static_cast<const FsNode *>(raw::inode_private(inode));
        }
    }
    /// What the node of a file shows.
    ///
    /// Context: Any context.
    static const void *shown_of(const raw::inode *inode) { return of(inode)->shown(); }

private:
    template <class T> static void drop(const void *object)
    {
        unsafe("the constructor left the reference to a T here") {
            RefPtr<T>::from_raw(static_cast<const T *>(object)).reset();
        }
    }

    const void *shown_;
    const void *kept_;
    void (*drop_)(const void *);
    bool stays_;
};

/// An inode of such a file system.
///
/// Context: Process context. May sleep.
/// Return: the inode, whose node is not owned yet; or -ENOMEM.
inline Result<raw::inode *> new_fs_inode(raw::super_block *super, raw::umode_t mode, FsNode *node)
    MAY_SLEEP
{
    unsafe("whoever calls this has the super block, and nobody else knows the inode yet") {
        auto *inode = raw::new_inode(super);
        if (!inode)
            return -ENOMEM;
        raw::inode_set(inode, mode, node);
        raw::inode_set_times(inode);
        return inode;
    }
}

/// The file_operations of a device in such a file system: as FileOperations, but T::open() gets the
/// device that its inode has.
template <OpenDeviceFile T> class FsDeviceOperations {
    using Device = T::Device;

    static int open(raw::inode *inode, raw::file *file) MAY_SLEEP
    {
        const RefPtr<Device> device = static_cast<const Device *>(FsNode::shown_of(inode))->self();
        file->private_data = const_cast<RefPtr<Device> *>(&device);
        return raw_operations.open(inode, file);
    }
    static consteval raw::file_operations operations()
    {
        auto operations = raw_operations;
        operations.open = open;
        return operations;
    }
    static constexpr raw::file_operations raw_operations = FileOperations<T>::make();

public:
    static constexpr raw::file_operations table = operations();
};

/// A folder of such a file system, as whoever fills it sees it.
class [[gsl::Pointer]] FsDir {
public:
    explicit FsDir(raw::dentry &dentry [[clang::lifetimebound]]) : dentry_(dentry) {}

    /// A folder in this one. User space can change nothing in it.
    ///
    /// Context: Process context. May sleep.
    /// Return: the folder; -EEXIST, -EACCES (no name for a file), -ENOMEM.
    Result<FsDir> add_dir(std::string_view name) const [[clang::lifetimebound]] MAY_SLEEP
    {
        unsafe("the super block of a folder lives as long as the folder") {
            auto *inode =
                TRY(new_fs_inode(raw::dentry_super_block(&dentry_), raw::S_IFDIR | 0755, nullptr));
            raw::inode_set_dir(inode, nullptr);
            return FsDir(*TRY(add(name, inode, true)));
        }
    }

    /// A file that all may read: the value of an Atomic of the object, or what its method shows.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or as add_dir().
    /// Ownership: the file keeps the reference.
    template <auto member, class T>
    Result<> add_file(std::string_view name, RefPtr<T> object) const MAY_SLEEP
    {
        TRY(add_shown<member>(name, std::move(object)));
        return {};
    }

    /// The same with an owner of its own, who removes it before the file system goes.
    ///
    /// Context: Process context. May sleep.
    /// Return: the file, or as add_dir().
    /// Ownership: as add_file(), which may be longer than until the owner removes it.
    template <auto member, class T>
    Result<FsFile> add_own_file(std::string_view name, RefPtr<T> object) const MAY_SLEEP
    {
        auto *dentry = TRY(add_shown<member>(name, std::move(object)));
        unsafe("user space cannot remove what is new there") {
            return FsFile(dentry);
        }
    }

    /// Makes this folder what FsType::kept() finds: there is one in a mount.
    ///
    /// Context: Any context.
    void keep() const
    {
        unsafe("whoever has a folder has its super block, which folders live as long as") {
            FsSuper::of(raw::dentry_super_block(&dentry_)).kept.set_release(&dentry_);
        }
    }

    /// A device, which root of the user namespace that has mounted this may read and write. If it
    /// `stays`, it can be neither removed nor renamed.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or as add_dir().
    /// Ownership: the file keeps the reference.
    template <OpenDeviceFile T>
    Result<> add_device(std::string_view name, raw::dev_t number, RefPtr<typename T::Device> device,
                        bool stays = false) const MAY_SLEEP
    {
        const typename T::Device *shown = &*device;
        auto node = TRY(make_box<FsNode>(GFP_KERNEL, std::move(device), shown, stays));
        const auto &operations = FsDeviceOperations<T>::table;
        auto *inode = TRY(make_file(raw::S_IFCHR | 0600, std::move(node), operations));
        unsafe("nobody else knows the inode yet") {
            raw::inode_set_device(inode, number);
            raw::inode_set_operations(inode, &operations);
        }
        TRY(add(name, inode));
        return {};
    }

private:
    template <auto member, class T>
    Result<raw::dentry *> add_shown(std::string_view name, RefPtr<T> object) const MAY_SLEEP
    {
        using Shown = ObjectFile<member, FsNode::shown_of>;
        static_assert(std::derived_from<T, typename Shown::Owner>,
                      "the file shows a member of the object");
        const typename Shown::Owner *shown = &*object;
        auto node = TRY(make_box<FsNode>(GFP_KERNEL, std::move(object), shown, true));
        return add(name, TRY(make_file(raw::S_IFREG | 0444, std::move(node), Shown::read_only)));
    }

    Result<raw::inode *> make_file(raw::umode_t mode, Box<FsNode> node,
                                   const raw::file_operations &operations) const MAY_SLEEP
    {
        unsafe("the inode takes the node over, and gives it back when it is evicted") {
            auto *inode = TRY(new_fs_inode(raw::dentry_super_block(&dentry_), mode, &*node));
            static_cast<void>(std::move(node).into_raw());
            raw::inode_set_operations(inode, &operations);
            return inode;
        }
    }

    // Takes the inode over, also if that fails.
    Result<raw::dentry *> add(std::string_view name, raw::inode *inode, bool is_dir = false) const
        MAY_SLEEP
    {
        unsafe("a folder that is not locked is locked, and a name that is free is used once") {
            auto *dir = raw::d_inode(&dentry_);
            raw::inode_lock(dir);
            auto found = look_up(name);
            if (found) {
                raw::d_instantiate(*found, inode);
                if (is_dir) {
                    raw::inc_nlink(dir);
                    raw::fsnotify_mkdir(dir, *found);
                } else {
                    raw::fsnotify_create(dir, *found);
                }
            }
            raw::inode_unlock(dir);
            if (!found)
                raw::iput(inode);
            return found;
        }
    }

    // A name that is free. The reference to it keeps the file in memory until it is removed.
    Result<raw::dentry *> look_up(std::string_view name) const MAY_SLEEP
    {
        unsafe("the folder is locked, and the view says how long the name is") {
            auto *dentry = TRY(to_result(
                raw::lookup_one_len(name.data(), &dentry_, static_cast<int>(name.size()))));
            if (!raw::d_really_is_positive(dentry))
                return dentry;
            raw::dput(dentry);
            return -EEXIST;
        }
    }

    raw::dentry &dentry_;
};

} // namespace kernel
