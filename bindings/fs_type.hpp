// SPDX-License-Identifier: GPL-2.0
// <linux/fs.h>, <linux/fs_context.h>: a kind of file system whose files are in memory, and its mounts.
#pragma once

#include <bindings/fs_parser.hpp>
#include <bindings/libfs.hpp>
#include <bindings/module.hpp>

namespace kernel {

/// What a class must have to be a mount. `T::Options` says what `mount -o` gave, `T::parameters` are
/// its FsParameters; `T::Common` is what all mounts have in common.
template <class T>
concept MemoryFileSystem =
    requires(const T &mount, const typename T::Options &options,
             const RefPtr<typename T::Common> &common, const FsDir &root, SeqFile &text) {
        { T::magic } -> std::convertible_to<unsigned long>;
        T::parameters;
        { T::create(options, true, common) } -> std::same_as<Result<RefPtr<T>>>;
        { mount.fill(root) } -> std::same_as<Result<>>;
        { mount.reconfigure(options) } -> std::same_as<Result<>>;
        { mount.show_options(text) };
    };

/// A kind of file system, which can be mounted while this lives: there is one for each class.
///
/// A mount is an object of T, made by `T::create(options, is_initial, common)`, where `is_initial`
/// says that it belongs to the initial user namespace. Others may mount it as well, and use devices
/// in it, but nothing that it does not put there itself. Mounts keep the module: a module makes this
/// last, when nothing can fail any more.
template <MemoryFileSystem T> class FsType {
public:
    using Options = T::Options;
    using Common = T::Common;

    /// Context: Process context. May sleep.
    /// Return: the kind, known by `name`; -EBUSY (such a name, or another kind of this class),
    /// -ENOMEM.
    static Result<Box<FsType>> create(std::string_view name, RefPtr<Common> common) MAY_SLEEP
    {
        auto made = TRY(make_box<FsType>(GFP_KERNEL, Token(), std::move(common)));
        TRY(made->name_.append(name, GFP_KERNEL));
        TRY(made->name_.push_back('\0', GFP_KERNEL));
        if (type_.name)
            return -EBUSY;
        type_.name = made->name_.span().data();
        common_ = &made->own_;
        made->registered_ = true;
        unsafe("name and table live until this is unregistered; mounts and contexts keep the "
               "module") {
            const auto result = to_result(raw::register_filesystem(&type_));
            if (!result) {
                made->forget();
                return result.error();
            }
        }
        return made;
    }

    ~FsType() MAY_SLEEP
    {
        if (!registered_)
            return;
        unsafe("create() registered it") {
            ignore_result(to_result(raw::unregister_filesystem(&type_)));
        }
        forget();
    }

    /// The root of the mount that `file` is in.
    ///
    /// Context: Process context.
    /// Return: the folder, or -EINVAL: it is in none of this kind.
    static Result<FsDir> root(const File &file [[clang::lifetimebound]])
    {
        unsafe("an open file keeps its mount, whose root lives as long") {
            auto *super = raw::file_super_block(&file.raw());
            if (!raw::super_block_has(super, &super_operations_))
                return -EINVAL;
            return FsDir(*raw::super_block_root(super));
        }
    }

    /// The folder of the mount that `file` is in for which FsDir::keep() was called.
    ///
    /// Context: Process context.
    /// Return: the folder; -ENOENT (there is none), or as root().
    static Result<FsDir> kept(const File &file [[clang::lifetimebound]])
    {
        TRY(root(file));
        unsafe("it is of this kind, and none of its folders is ever removed") {
            auto *kept = FsSuper::of(raw::file_super_block(&file.raw())).kept.read_acquire();
            if (!kept)
                return -ENOENT;
            return FsDir(*kept);
        }
    }

    /// What create() alone has.
    class Token {
        friend class FsType;
        Token() = default;
    };
    FsType(Token, RefPtr<Common> &&common) : own_(std::move(common)) {}

private:
    void forget()
    {
        registered_ = false;
        type_.name = nullptr;
        common_ = nullptr;
    }

    struct Super : FsSuper {
        explicit Super(RefPtr<T> &&mount_) : mount(std::move(mount_)) {}
        RefPtr<T> mount;
    };

    static const T &mount_of(const raw::super_block *super)
    {
        unsafe("fill() left the mount there, and kill() takes it when nobody uses it any more") {
            return *static_cast<const Super &>(FsSuper::of(super)).mount;
        }
    }

    static int init_context(raw::fs_context *context) MAY_SLEEP
    {
        auto options = make_box<Options>(GFP_KERNEL);
        if (!options)
            return options.error().to_errno();
        unsafe("C gives a context that has no options yet, and frees them with it") {
            raw::fs_context_init(context, &context_operations_, options.take().into_raw());
        }
        return 0;
    }
    static Options &options_of(raw::fs_context *context)
    {
        unsafe("init_context() left them there") {
            return *static_cast<Options *>(raw::fs_context_private(context));
        }
    }
    static void free_context(raw::fs_context *context) MAY_SLEEP
    {
        unsafe("init_context() left it there, and C frees a context once") {
            auto options = Box<Options>::from_raw(&options_of(context));
        }
    }
    static int parse(raw::fs_context *context, raw::fs_parameter *parameter) MAY_SLEEP
    {
        return to_errno(T::parameters.parse(*context, *parameter, options_of(context)));
    }
    static int get_tree(raw::fs_context *context) MAY_SLEEP
    {
        unsafe("C gives the context for as long as this call takes") {
            return raw::get_tree_nodev(context, fill);
        }
    }
    static int reconfigure(raw::fs_context *context) MAY_SLEEP
    {
        unsafe("C gives the context of a mount that there is") {
            const T &mount = mount_of(raw::fs_context_super_block(context));
            const auto result = mount.reconfigure(options_of(context));
            if (!result && result.error() == -EINVAL)
                return raw::fs_refuse_change(context);
            return to_errno(result);
        }
    }

    static int fill(raw::super_block *super, raw::fs_context *context) MAY_SLEEP
    {
        return to_errno(try_fill(super, options_of(context)));
    }
    static Result<> try_fill(raw::super_block *super, const Options &options) MAY_SLEEP
    {
        unsafe("nobody else knows the super block yet; if this fails, C kills it") {
            raw::super_block_init(super, T::magic, &super_operations_);
            const bool is_initial = raw::super_block_is_of_init_user_ns(super);
            const auto mount = TRY(T::create(options, is_initial, *common_));
            FsSuper *own = TRY(make_box<Super>(GFP_KERNEL, RefPtr<T>(mount))).into_raw();
            raw::super_block_set_private(super, own);
            auto *inode = TRY(new_fs_inode(super, raw::S_IFDIR | 0755, nullptr));
            raw::inode_set_dir(inode, &root_operations_);
            auto *root = raw::d_make_root(inode);
            if (!root)
                return -ENOMEM;
            raw::super_block_set_root(super, root);
            return mount->fill(FsDir(*root));
        }
    }
    static void kill(raw::super_block *super) MAY_SLEEP
    {
        unsafe("C kills a super block once; inodes go first, with what they have of the mount") {
            auto *own = static_cast<FsSuper *>(raw::super_block_private(super));
            raw::kill_litter_super(super);
            if (own)
                auto dropped = Box<Super>::from_raw(static_cast<Super *>(own));
        }
    }
    static void evict(raw::inode *inode) MAY_SLEEP
    {
        unsafe("nobody uses the inode any more, and its node was left to it") {
            raw::clear_inode(inode);
            if (auto *node = static_cast<FsNode *>(raw::inode_private(inode)))
                auto dropped = Box<FsNode>::from_raw(node);
        }
    }
    static int show_options(raw::seq_file *raw_text, raw::dentry *root) MAY_SLEEP
    {
        unsafe("C gives the root of a mount that there is") {
            SeqFile text(*raw_text);
            mount_of(raw::dentry_super_block(root)).show_options(text);
            return 0;
        }
    }

    static bool stays(const raw::dentry *dentry)
    {
        unsafe("C has the folder locked: what an entry means does not change") {
            if (!raw::d_really_is_positive(dentry))
                return false;
            const FsNode *node = FsNode::of(raw::d_inode(dentry));
            return node && node->stays();
        }
    }
    static bool is_empty_dir(raw::dentry *dentry)
    {
        unsafe("C has the folder locked that it is in, and the dentry itself") {
            return raw::d_is_dir(dentry) && raw::simple_empty(dentry) != 0;
        }
    }
    // Kernels differ in what comes first. Renaming would remove an empty folder in its way.
    template <class Idmap>
    static int rename(Idmap idmap, raw::inode *from_dir, raw::dentry *from, raw::inode *to_dir,
                      raw::dentry *to, unsigned int flags) MAY_SLEEP
    {
        if (stays(from) || stays(to) || is_empty_dir(to))
            return (-EPERM).to_errno();
        unsafe("the arguments are C's own") {
            return raw::simple_rename(idmap, from_dir, from, to_dir, to, flags);
        }
    }
    static int unlink(raw::inode *dir, raw::dentry *dentry) MAY_SLEEP
    {
        if (stays(dentry))
            return (-EPERM).to_errno();
        unsafe("the arguments are C's own") {
            return raw::simple_unlink(dir, dentry);
        }
    }

    static consteval raw::inode_operations make_root_operations()
    {
        raw::inode_operations operations{};
        operations.lookup = raw::simple_lookup;
        operations.rename = rename;
        operations.unlink = unlink;
        return operations;
    }
    static consteval raw::super_operations make_super_operations()
    {
        raw::super_operations operations{};
        operations.evict_inode = evict;
        operations.show_options = show_options;
        operations.statfs = raw::simple_statfs;
        return operations;
    }
    static consteval raw::fs_context_operations make_context_operations()
    {
        raw::fs_context_operations operations{};
        operations.free = free_context;
        operations.parse_param = parse;
        operations.get_tree = get_tree;
        operations.reconfigure = reconfigure;
        return operations;
    }
    static consteval raw::file_system_type make_type()
    {
        raw::file_system_type type{};
        type.owner = &raw::__this_module;
        type.init_fs_context = init_context;
        type.parameters = T::parameters.specs.data();
        type.kill_sb = kill;
        type.fs_flags = raw::FS_USERNS_MOUNT;
        return type;
    }

    static constexpr raw::inode_operations root_operations_ = make_root_operations();
    static constexpr raw::super_operations super_operations_ = make_super_operations();
    static constexpr raw::fs_context_operations context_operations_ = make_context_operations();
    // Static, as lockdep wants its keys.
    static inline constinit raw::file_system_type type_ = make_type();
    static inline constinit const RefPtr<Common> *common_ = nullptr;

    RefPtr<Common> own_;
    Vec<char> name_;
    bool registered_ = false;
};

} // namespace kernel
