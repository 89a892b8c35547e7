// SPDX-License-Identifier: GPL-2.0
// <linux/seq_file.h>: what a file does that shows an object, when it is read and written.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/module.hpp>
#include <bindings/seq_file.hpp>

namespace kernel {

namespace detail {

template <class T> struct ShownMember {
    static_assert(!std::same_as<T, T>, "a file shows an Atomic of the object, or what its method "
                                       "`void show(SeqFile &) const` writes");
};
template <class T> struct ShownMember<void (T::*)(SeqFile &) const> {
    using Owner = T;
    using Value = void;
};
template <class T, class V> struct ShownMember<Atomic<V> T::*> {
    using Owner = T;
    using Value = V;
};

} // namespace detail

/// The operations of a file that shows `member` of an object: a method `void show(SeqFile &) const`,
/// or an Atomic. For file systems, which keep the object; `object_of` finds it in an inode.
template <auto member, const void *(*object_of)(const raw::inode *)> class ObjectFile {
public:
    using Owner = detail::ShownMember<decltype(member)>::Owner;

    static const raw::file_operations read_only;
    static const raw::file_operations writable;

private:
    using Value = detail::ShownMember<decltype(member)>::Value;
    static_assert(std::is_void_v<Value> || std::is_integral_v<Value>,
                  "an Atomic that a file shows is an integer or a bool");

    static constexpr raw::file_operations operations()
    {
        raw::file_operations operations{};
        operations.owner = &raw::__this_module;
        operations.open = open;
        operations.read = raw::seq_read;
        operations.llseek = raw::seq_lseek;
        operations.release = raw::single_release;
        return operations;
    }

    static constexpr raw::file_operations writable_operations()
    {
        static_assert(!std::is_void_v<Value>, "only an Atomic can be written through a file");
        raw::file_operations operations = ObjectFile::operations();
        operations.write = write;
        return operations;
    }

    static int open(raw::inode *inode, raw::file *file) MAY_SLEEP
    {
        unsafe("the file is being opened, and while it is open, its inode has the object") {
            return raw::single_open(file, show, const_cast<void *>(object_of(inode)));
        }
    }

    static const Owner &object(const raw::seq_file *seq)
    {
        return *static_cast<const Owner *>(seq->private_);
    }

    static int show(raw::seq_file *raw_seq, void *) MAY_SLEEP
    {
        SeqFile seq(*raw_seq);
        if constexpr (std::is_void_v<Value>)
            (object(raw_seq).*member)(seq);
        else if constexpr (std::same_as<Value, bool>)
            seq.write((object(raw_seq).*member).read() ? "Y\n" : "N\n");
        else if constexpr (std::is_signed_v<Value>)
            seq.printf("%lld\n", static_cast<s64>((object(raw_seq).*member).read()));
        else
            seq.printf("%llu\n", static_cast<u64>((object(raw_seq).*member).read()));
        return 0;
    }

    static ssize_t write(raw::file *file, raw::user_ptr<const char> text, size_t size, loff_t *)
        MAY_SLEEP
    {
        const auto value = parsed(text, size);
        if (!value)
            return value.error().to_errno();
        (object(static_cast<raw::seq_file *>(file->private_data)).*member).set(*value);
        return static_cast<ssize_t>(size);
    }

    static Result<Value> parsed(raw::user_ptr<const char> text, size_t size) MAY_SLEEP
    {
        static constexpr bool is_wide = sizeof(Value) == sizeof(u64);
        unsafe("the kernel checks the user's range, and that a value of this type comes of it") {
            if constexpr (std::same_as<Value, bool>) {
                return stored<bool>(raw::kstrtobool_from_user, text, size);
            } else if constexpr (is_wide && std::is_signed_v<Value>) {
                return stored<s64>(raw::kstrtoll_from_user, text, size, 0U);
            } else if constexpr (is_wide) {
                return stored<u64>(raw::kstrtoull_from_user, text, size, 0U);
            } else if constexpr (std::is_signed_v<Value>) {
                return stored<s32>(raw::kstrtoint_from_user, text, size, 0U);
            } else {
                return stored<u32>(raw::kstrtouint_from_user, text, size, 0U);
            }
        }
    }

    template <class T, class F, class... Args>
    static Result<Value> stored(F function, Args... arguments) KCXX_UNSAFE_FN
    {
        T value{};
        TRY(to_result(function(arguments..., &value)));
        return static_cast<Value>(value);
    }
};

template <auto member, const void *(*object_of)(const raw::inode *)>
constexpr raw::file_operations ObjectFile<member, object_of>::read_only = ObjectFile::operations();
template <auto member, const void *(*object_of)(const raw::inode *)>
constexpr raw::file_operations ObjectFile<member, object_of>::writable =
    ObjectFile::writable_operations();

} // namespace kernel
