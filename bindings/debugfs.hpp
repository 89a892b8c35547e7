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
#include <bindings/sprintf.hpp>
#include <bindings/vec.hpp>

#include <optional>
#include <string_view>

namespace kernel {

namespace detail {

/// The folder itself; one in it refers to it, since debugfs removes what is in a folder with it.
class DebugfsFolder : public RefCounted<DebugfsFolder> {
public:
    DebugfsFolder(const char *name, std::optional<RefPtr<DebugfsFolder>> parent)
        : parent_(std::move(parent))
    {
        unsafe("the name is copied, and the parent is a folder or the error that it became") {
            dentry_ = raw::debugfs_create_dir(name, parent_ ? (*parent_)->dentry() : nullptr);
        }
    }
    ~DebugfsFolder()
    {
        unsafe("it is ours, and nothing is in it any more; an error stands for no folder") {
            raw::debugfs_remove(dentry_);
        }
    }

    raw::dentry *dentry() const { return dentry_; }

private:
    std::optional<RefPtr<DebugfsFolder>> parent_;
    raw::dentry *dentry_ = nullptr;
};

} // namespace detail

/// A file of debugfs with an owner of its own. It keeps the object that it shows, and its folder.
class [[nodiscard("a file that nobody owns is removed at once")]] DebugfsFile {
public:
    /// No file.
    DebugfsFile() = default;

    DebugfsFile(DebugfsFile &&from) noexcept
        : folder_(std::exchange(from.folder_, std::nullopt)),
          dentry_(std::exchange(from.dentry_, nullptr)),
          object_(std::exchange(from.object_, nullptr)), drop_(from.drop_)
    {}
    DebugfsFile &operator=(DebugfsFile &&from) noexcept MAY_SLEEP
    {
        DebugfsFile old(std::move(*this));
        folder_ = std::exchange(from.folder_, std::nullopt);
        dentry_ = std::exchange(from.dentry_, nullptr);
        object_ = std::exchange(from.object_, nullptr);
        drop_ = from.drop_;
        return *this;
    }
    /// Removes the file, and waits for whoever reads or writes it.
    ///
    /// Context: Process context. May sleep. Not in an operation of the file, which would wait for
    /// itself, nor with a lock that one takes.
    ~DebugfsFile() MAY_SLEEP
    {
        if (!object_)
            return;
        unsafe("it is ours, once; when it has returned, nobody uses the object through it") {
            raw::debugfs_remove(dentry_);
        }
        drop_(object_);
    }

private:
    friend class DebugfsDir;
    using Folder = detail::DebugfsFolder;

    template <class T>
    DebugfsFile(RefPtr<Folder> folder, RefPtr<T> object)
        : folder_(std::move(folder)), object_(object.into_raw()), drop_(drop<T>)
    {}

    void open_up(const char *name, raw::umode_t mode, const void *object,
                 const raw::file_operations &operations) MAY_SLEEP
    {
        PendingWork::wait_at_end();
        unsafe("object and operations outlive the file: this holds one, the module the other") {
            dentry_ = raw::debugfs_create_file(name, mode, (*folder_)->dentry(),
                                               const_cast<void *>(object), &operations);
        }
    }

    template <class T> static void drop(const void *object)
    {
        unsafe("the constructor left the reference to a T here") {
            RefPtr<T>::from_raw(static_cast<const T *>(object)).reset();
        }
    }

    std::optional<RefPtr<Folder>> folder_;
    raw::dentry *dentry_ = nullptr;
    const void *object_ = nullptr;
    void (*drop_)(const void *) = nullptr;
};

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
    template <size_t room> static DebugfsDir create(const ShortText<room> &name) MAY_SLEEP
    {
        return {name.view().data(), std::nullopt};
    }

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

    /// The same with an owner of its own, who may remove it before the folder goes; the name is
    /// copied. The folder stays until the file is gone.
    ///
    /// Context: Process context. May sleep.
    /// Ownership: as create_file().
    template <auto member, class T>
    DebugfsFile create_own_file(std::string_view name, RefPtr<T> object) const MAY_SLEEP
    {
        const void *shown = shown_of<member>(*object);
        Vec<char> text;
        if (!folder_ || !text.append(name, GFP_KERNEL) || !text.push_back('\0', GFP_KERNEL))
            return {};
        DebugfsFile file(*folder_, std::move(object));
        file.open_up(text.span().data(), 0444, shown, ShownFile<member>::read_only);
        return file;
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
    using Folder = detail::DebugfsFolder;

    static const void *object_of(const raw::inode *inode)
    {
        unsafe("the inode is of a file that was made with an object") {
            return raw::inode_private(inode);
        }
    }
    template <auto member> using ShownFile = ObjectFile<member, object_of>;

    template <auto member, class T> static const void *shown_of(const T &object)
    {
        using Owner = ShownFile<member>::Owner;
        static_assert(std::derived_from<T, Owner>, "the file shows a member of the object");
        return static_cast<const Owner *>(&object);
    }

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
        const void *shown = shown_of<member>(*object);
        if (!folder_ || !files_.push_back(DebugfsFile(*folder_, std::move(object)), GFP_KERNEL))
            return;
        files_[files_.size() - 1].open_up(name, mode, shown, operations);
    }

    std::optional<RefPtr<Folder>> folder_;
    Vec<DebugfsFile> files_;
};

} // namespace kernel
