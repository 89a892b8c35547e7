// SPDX-License-Identifier: GPL-2.0
// <linux/debugfs.h>: files for whoever debugs a driver, in /sys/kernel/debug.
//
// As in C nothing here reports a failure: without debugfs, without memory or with a name that is
// taken, files are missing, and the driver works all the same.
//
// Lifetimes. debugfs calls the operations of these files through its own (debugfs_create_file(), not
// its _unsafe sister), which count who is inside: removing a file waits for them, and lets nobody in
// any more. So its object is dropped after that, and a file that is still open then answers -EIO.
// Closing it comes at any time, touches no object, and finds its code: the operations belong to the
// module, which cannot be unloaded while one of its files is open. A load that fails waits for them.
#pragma once

#include <bindings/object_file.hpp>
#include <bindings/pending_work.hpp>
#include <bindings/refcount.hpp>
#include <bindings/vec.hpp>

#include <optional>

namespace kernel {

/// A folder of debugfs and the files in it, which go with it. Each file keeps the object that it
/// shows: an object that keeps the folder itself would never end.
///
///     auto folder = DebugfsDir::create("ticker");
///     folder.create_file<&Ticker::ticks_>("ticks", ticker);         // an Atomic
///     folder.create_file<&Ticker::show>("state", ticker);           // void show(SeqFile &) const
class [[nodiscard("a folder that nobody owns is removed at once")]] DebugfsDir {
public:
    /// No folder; nothing appears in it.
    DebugfsDir() = default;

    /// A folder in the root of debugfs; the name is copied.
    ///
    /// Context: Process context. May sleep.
    static DebugfsDir create(const char *name) MAY_SLEEP { return {name, std::nullopt}; }

    /// A folder in this one, with an owner of its own. If this one's owner goes first, its files do
    /// as well, but the folder stays until the last one in it is gone.
    ///
    /// Context: Process context. May sleep.
    DebugfsDir create_dir(const char *name) const MAY_SLEEP
    {
        return folder_ ? DebugfsDir(name, folder_) : DebugfsDir();
    }

    DebugfsDir(DebugfsDir &&from) noexcept
        : folder_(std::exchange(from.folder_, std::nullopt)), files_(std::move(from.files_))
    {}
    DebugfsDir &operator=(DebugfsDir &&from) noexcept
    {
        DebugfsDir old(std::move(*this));
        folder_ = std::exchange(from.folder_, std::nullopt);
        files_ = std::move(from.files_);
        return *this;
    }
    /// Removes the folder and its files, and waits for whoever reads or writes one.
    ///
    /// Context: Process context. May sleep. Not in an operation of one of its files, which would
    /// wait for itself, nor with a lock that one takes.
    ~DebugfsDir() = default;

    /// A file that all may read: the value of an Atomic of the object, or what its method shows.
    ///
    /// Context: Process context. May sleep.
    /// Ownership: the file keeps the reference until it is removed.
    template <auto member, class T>
    void create_file(const char *name, RefPtr<T> object) MAY_SLEEP
    {
        add<member>(name, 0444, ShownFile<member>::read_only, std::move(object));
    }

    /// The same for an Atomic that root may also write; a text that is none of its values is
    /// refused.
    ///
    /// Context: Process context. May sleep.
    /// Ownership: as create_file().
    template <auto member, class T>
    void create_writable_file(const char *name, RefPtr<T> object) MAY_SLEEP
    {
        add<member>(name, 0644, ShownFile<member>::writable, std::move(object));
    }

private:
    static const void *object_of(const raw::inode *inode)
    {
        unsafe("the inode is of a file that add() made") {
            return raw::inode_private(inode);
        }
    }
    template <auto member> using ShownFile = ObjectFile<member, object_of>;

    /// The folder itself; one in it refers to it, since debugfs removes what is in a folder with it.
    class Folder : public RefCounted<Folder> {
    public:
        Folder(const char *name, std::optional<RefPtr<Folder>> parent) : parent_(std::move(parent))
        {
            unsafe("the name is copied, and the parent is a folder or the error that it became") {
                dentry_ = raw::debugfs_create_dir(name, parent_ ? (*parent_)->dentry() : nullptr);
            }
        }
        ~Folder()
        {
            unsafe("it is ours, and nothing is in it any more; an error stands for no folder") {
                raw::debugfs_remove(dentry_);
            }
        }

        raw::dentry *dentry() const { return dentry_; }

    private:
        std::optional<RefPtr<Folder>> parent_;
        raw::dentry *dentry_ = nullptr;
    };

    /// A file and the reference that it holds.
    class File {
    public:
        template <class T>
        explicit File(RefPtr<T> object) : object_(object.into_raw()), drop_(drop<T>)
        {}
        File(File &&from) noexcept
            : dentry_(std::exchange(from.dentry_, nullptr)),
              object_(std::exchange(from.object_, nullptr)), drop_(from.drop_)
        {}
        File &operator=(File &&) = delete;
        ~File()
        {
            if (!object_)
                return;
            unsafe("it is ours, once; when it has returned, nobody uses the object through it") {
                raw::debugfs_remove(dentry_);
            }
            drop_(object_);
        }

        void open_up(const char *name, raw::umode_t mode, const Folder &folder, const void *object,
                     const raw::file_operations &operations) MAY_SLEEP
        {
            unsafe("object and operations outlive the file: this holds one, the module the other") {
                dentry_ = raw::debugfs_create_file(name, mode, folder.dentry(),
                                                   const_cast<void *>(object), &operations);
            }
        }

    private:
        template <class T> static void drop(const void *object)
        {
            unsafe("the constructor left the reference to a T here") {
                RefPtr<T>::from_raw(static_cast<const T *>(object)).reset();
            }
        }

        raw::dentry *dentry_ = nullptr;
        const void *object_;
        void (*drop_)(const void *);
    };

    DebugfsDir(const char *name, std::optional<RefPtr<Folder>> parent)
    {
        auto folder = make_ref<Folder>(GFP_KERNEL, name, std::move(parent));
        if (folder)
            folder_ = folder.take();
    }

    template <auto member, class T>
    void add(const char *name, raw::umode_t mode, const raw::file_operations &operations,
             RefPtr<T> object) MAY_SLEEP
    {
        static_assert(std::derived_from<T, typename ShownFile<member>::Owner>,
                      "the file shows a member of the object");
        const typename ShownFile<member>::Owner *shown = &*object;
        if (!folder_ || !files_.push_back(File(std::move(object)), GFP_KERNEL))
            return;
        PendingWork::wait_at_end();
        files_[files_.size() - 1].open_up(name, mode, **folder_, shown, operations);
    }

    std::optional<RefPtr<Folder>> folder_;
    Vec<File> files_; // after the folder, so that it goes first
};

} // namespace kernel
