// SPDX-License-Identifier: GPL-2.0
// <linux/fs.h>: the table of what can be done with an open file, made of a class.
#pragma once

#include <bindings/fs.hpp>
#include <bindings/ioctl.hpp>
#include <bindings/mm.hpp>
#include <bindings/pending_kiocb.hpp>
#include <bindings/poll.hpp>
#include <bindings/refcount.hpp>
#include <bindings/uio.hpp>

namespace kernel {

/// What a class must have to be an open file: `static Result<Box<T>> open(File &)`.
template <class T>
concept OpenFile = requires(File &file) {
    { T::open(file) } -> std::same_as<Result<Box<T>>>;
};
/// Or, for a file of a device that there are several of (`MiscDevice`): `static Result<Box<T>>
/// open(File &, const RefPtr<Device> &)`, where `T::Device` is what they have in common.
template <class T>
concept OpenDeviceFile = requires(File &file, const RefPtr<typename T::Device> &device) {
    { T::open(file, device) } -> std::same_as<Result<Box<T>>>;
};

/// It can be read.
template <class T>
concept HasReadIter = requires(const T &object, Kiocb &kiocb, IovIter &iter) {
    { object.read_iter(kiocb, iter) } -> std::same_as<Result<size_t>>;
};
/// It can be written.
template <class T>
concept HasWriteIter = requires(const T &object, Kiocb &kiocb, IovIter &iter) {
    { object.write_iter(kiocb, iter) } -> std::same_as<Result<size_t>>;
};
/// It can be read, and completes each call itself.
template <class T>
concept HasPendingReadIter = requires(const T &object, PendingKiocb kiocb, IovIter &iter) {
    { object.read_iter(std::move(kiocb), iter) } -> std::same_as<void>;
};
/// It can be written, and completes each call itself.
template <class T>
concept HasPendingWriteIter = requires(const T &object, PendingKiocb kiocb, IovIter &iter) {
    { object.write_iter(std::move(kiocb), iter) } -> std::same_as<void>;
};
/// It can be mapped: mmap() says how, fault() inserts a page that is asked for.
template <class T>
concept HasMmap = requires(const T &object, VmArea &area, VmFault &fault) {
    { object.mmap(area) } -> std::same_as<Result<>>;
    { object.fault(fault) } -> std::same_as<Result<>>;
};
/// It hears when a part of a mapping of it goes, or all.
template <class T>
concept HasUnmapped = requires(const T &object) {
    { object.unmapped() } -> std::same_as<void>;
};
/// It can be polled.
template <class T>
concept HasPoll = requires(const T &object, PollTable &table) {
    { object.poll(table) } -> std::same_as<Poll>;
};
/// It hears when one of its descriptors is closed, in whichever process.
template <class T>
concept HasFlush = requires(const T &object) {
    { object.flush() } -> std::same_as<Result<>>;
};
/// It has a position, from 0 to this.
template <class T>
concept HasSize = requires {
    { T::size } -> std::convertible_to<loff_t>;
};
/// It has ioctls, in a table of that name.
template <class T>
concept HasIoctls = requires { T::ioctls; };

/// The file_operations of class T: an object of it is an open file, its destructor the release.
///
/// Several tasks may share an open file. So its operations are const, and what they change is
/// Locked, Atomic or behind RCU.
template <class T>
    requires OpenFile<T> || OpenDeviceFile<T>
class FileOperations {
public:
    /// The table that C takes. Operations that T has not are left out.
    static constexpr raw::file_operations make()
    {
        static_assert(
            HasReadIter<T> || HasPendingReadIter<T> || !requires { &T::read_iter; },
            "read_iter is `Result<size_t> read_iter(Kiocb &, IovIter &) const`, or `void "
            "read_iter(PendingKiocb, IovIter &) const`: tasks may share an open file, so that "
            "what it changes must be Locked or Atomic");
        static_assert(
            HasWriteIter<T> || HasPendingWriteIter<T> || !requires { &T::write_iter; },
            "write_iter is `Result<size_t> write_iter(Kiocb &, IovIter &) const`, or `void "
            "write_iter(PendingKiocb, IovIter &) const`: tasks may share an open file, so that "
            "what it changes must be Locked or Atomic");
        raw::file_operations operations{};
        operations.owner = &raw::__this_module;
        operations.open = open;
        operations.release = release;
        if constexpr (HasReadIter<T> || HasPendingReadIter<T>)
            operations.read_iter = read_iter;
        if constexpr (HasWriteIter<T> || HasPendingWriteIter<T>)
            operations.write_iter = write_iter;
        if constexpr (HasSize<T>)
            operations.llseek = llseek;
        if constexpr (HasMmap<T>)
            operations.mmap = mmap;
        if constexpr (HasPoll<T>)
            operations.poll = poll;
        if constexpr (HasFlush<T>)
            operations.flush = flush;
        if constexpr (HasIoctls<T>) {
            operations.unlocked_ioctl = ioctl;
            operations.compat_ioctl = raw::compat_ptr_ioctl;
        }
        return operations;
    }

private:
    static const T &of(const raw::file *file)
    {
        return *static_cast<const T *>(file->private_data);
    }

    static Result<Box<T>> opened(File &file, [[maybe_unused]] void *device) MAY_SLEEP
    {
        if constexpr (OpenDeviceFile<T>)
            return T::open(file, *static_cast<const RefPtr<typename T::Device> *>(device));
        else
            return T::open(file);
    }

    static int open(raw::inode *, raw::file *raw_file) MAY_SLEEP
    {
        File file(*raw_file);
        auto object = opened(file, raw_file->private_data);
        if (!object)
            return object.error().to_errno();
        raw_file->private_data = object.take().into_raw();
        return 0;
    }

    static int release(raw::inode *, raw::file *raw_file) MAY_SLEEP
    {
        unsafe("open() stored the object, and the kernel releases an open file once") {
            auto object = Box<T>::from_raw(static_cast<T *>(raw_file->private_data));
        }
        return 0;
    }

    static ssize_t read_iter(raw::kiocb *raw_kiocb, raw::iov_iter *to) MAY_SLEEP
    {
        const T &object = of(raw_kiocb->ki_filp);
        IovIter iter(*to);
        if constexpr (HasPendingReadIter<T>) {
            unsafe("C gives a call to one operation of its file, and waits for what it says") {
                return PendingKiocb::serve(*raw_kiocb, [&](PendingKiocb kiocb) MAY_SLEEP {
                    object.read_iter(std::move(kiocb), iter);
                });
            }
        } else {
            Kiocb kiocb(*raw_kiocb);
            return to_ssize(object.read_iter(kiocb, iter));
        }
    }

    static ssize_t write_iter(raw::kiocb *raw_kiocb, raw::iov_iter *from) MAY_SLEEP
    {
        const T &object = of(raw_kiocb->ki_filp);
        IovIter iter(*from);
        if constexpr (HasPendingWriteIter<T>) {
            unsafe("C gives a call to one operation of its file, and waits for what it says") {
                return PendingKiocb::serve(*raw_kiocb, [&](PendingKiocb kiocb) MAY_SLEEP {
                    object.write_iter(std::move(kiocb), iter);
                });
            }
        } else {
            Kiocb kiocb(*raw_kiocb);
            return to_ssize(object.write_iter(kiocb, iter));
        }
    }

    static loff_t llseek(raw::file *file, loff_t offset, int whence) MAY_SLEEP
    {
        unsafe("it changes the position of the file alone, which is open") {
            return raw::fixed_size_llseek(file, offset, whence, T::size);
        }
    }

    static int mmap(raw::file *file, raw::vm_area_struct *raw_area) MAY_SLEEP
    {
        VmArea area(*raw_area);
        const int error = to_errno(of(file).mmap(area));
        if (!error) {
            area.take_pages();
            raw_area->vm_ops = &vm_operations_;
        }
        return error;
    }

    static raw::__poll_t poll(raw::file *file, raw::poll_table_struct *raw_table) MAY_SLEEP
    {
        PollTable table(*file, raw_table);
        return std::to_underlying(of(file).poll(table));
    }

    static int flush(raw::file *file, raw::fl_owner_t) MAY_SLEEP
    {
        return to_errno(of(file).flush());
    }

    // The mapping keeps the file open.
    static raw::vm_fault_t fault(raw::vm_fault *raw_fault) MAY_SLEEP
    {
        VmFault fault(*raw_fault);
        const auto inserted = of(raw_fault->vma->vm_file).fault(fault);
        if (inserted)
            return raw::VM_FAULT_NOPAGE;
        return inserted.error() == -ENOMEM ? raw::VM_FAULT_OOM : raw::VM_FAULT_SIGBUS;
    }

    static void close_area(raw::vm_area_struct *area) MAY_SLEEP { of(area->vm_file).unmapped(); }

    static consteval raw::vm_operations_struct vm_operations()
    {
        raw::vm_operations_struct operations{};
        if constexpr (HasMmap<T>)
            operations.fault = fault;
        if constexpr (HasUnmapped<T>)
            operations.close = close_area;
        return operations;
    }
    static constexpr raw::vm_operations_struct vm_operations_ = vm_operations();

    static long ioctl(raw::file *file, unsigned int command, unsigned long argument) MAY_SLEEP
    {
        return to_errno(T::ioctls.dispatch(of(file), command, argument, File(*file)));
    }
};

} // namespace kernel
