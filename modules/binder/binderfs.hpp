// SPDX-License-Identifier: GPL-2.0
// Binderfs: a file system of devices, to which its users add more by themselves.
#pragma once

#include <bindings/fs_type.hpp>
#include <modules/binder/devices.hpp>

#include <linux/android/binderfs.h>
#include <linux/capability.h>

namespace binder {

/// A mount: the devices in it, `binder-control`, which makes more, and what the driver can do.
class Mount : public RefCounted<Mount> {
public:
    using Common = Devices;

    struct Options {
        u32 max = DeviceNumbers::most;
        u32 stats = 0;
    };
    /// Return: nothing, or -EINVAL: there are not so many numbers.
    static Result<> check_max(u32 max);
    /// Logs are of all processes, wherever they are.
    ///
    /// Return: nothing, or -EPERM: the caller may not look at others.
    static Result<> check_stats(u32);
    static constexpr FsParameters<Options, FsNumber<"max", &Options::max, check_max>,
                                  FsWord<"stats", &Options::stats, check_stats, "global">>
        parameters{};
    static constexpr unsigned long magic = raw::BINDERFS_SUPER_MAGIC;

    static Result<RefPtr<Mount>> create(const Options &options, bool is_initial,
                                        const RefPtr<Devices> &devices) MAY_SLEEP;
    Mount(const Options &options, bool is_initial, const RefPtr<Devices> &devices);
    ~Mount() MAY_SLEEP {}

    Result<> fill(const FsDir &root) const MAY_SLEEP;
    Result<> reconfigure(const Options &options) const MAY_SLEEP;
    void show_options(SeqFile &text) const MAY_SLEEP;

    /// Adds the device that `user` names to `root`, and tells its numbers.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOSPC (as many as the mount may have), -EEXIST, -EACCES (no name for a
    /// file), -EFAULT, -ENOMEM.
    Result<> add(const FsDir &root, UserPtr<binderfs_device> user) const MAY_SLEEP;

    /// A device begins, unless there are too many, and ends.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOSPC.
    Result<> enter() const MAY_SLEEP;
    void leave() const MAY_SLEEP;

private:
    struct State {
        u32 max;
        u32 devices = 0;
    };

    Result<IdaNumber> minor() const MAY_SLEEP { return devices_->minor(is_initial_); }
    Result<> add(const FsDir &root, std::string_view name) const MAY_SLEEP;

    KeptRef<Devices> devices_;
    bool is_initial_;
    u32 stats_;
    Locked<State, Mutex<"binder.mount">> state_;
};

/// A device in a mount, which counts there.
class MountedDevice final : public Device {
public:
    /// Context: Process context. May sleep.
    /// Return: the device, or -ENOSPC, -ENOMEM.
    static Result<RefPtr<MountedDevice>> create(RefPtr<Mount> mount, RefPtr<Context> context,
                                                IdaNumber minor) MAY_SLEEP;

    MountedDevice(RefPtr<Mount> &&mount, RefPtr<Context> &&context, IdaNumber &&minor);
    ~MountedDevice() MAY_SLEEP override;

    u32 minor() const { return minor_.number(); }

    Result<FsFile> add_log(const File &file, std::string_view name, RefPtr<ProcessLog> log) const
        MAY_SLEEP override;

private:
    KeptRef<Mount> mount_;
    IdaNumber minor_;
    Atomic<bool> is_counted_;
};

/// `binder-control`.
class Control : public RefCounted<Control> {
public:
    Control(RefPtr<Mount> &&mount, IdaNumber &&minor)
        : mount_(std::move(mount)), minor_(std::move(minor))
    {}
    ~Control() MAY_SLEEP {}

    const KeptRef<Mount> &mount() const [[clang::lifetimebound]] { return mount_; }
    u32 minor() const { return minor_.number(); }

private:
    KeptRef<Mount> mount_;
    IdaNumber minor_;
};

/// `binder-control` as a process has opened it.
class OpenControl {
public:
    using Device = Control;

    static Result<Box<OpenControl>> open(File &, const RefPtr<Control> &control) MAY_SLEEP
    {
        return make_box<OpenControl>(GFP_KERNEL, RefPtr<Mount>(control->mount()));
    }
    explicit OpenControl(RefPtr<Mount> &&mount) : mount_(std::move(mount)) {}
    ~OpenControl() MAY_SLEEP {}

private:
    Result<> add(const File &file, UserPtr<binderfs_device> user) const MAY_SLEEP
    {
        return mount_->add(TRY(FsType<Mount>::root(file)), user);
    }

    KeptRef<Mount> mount_;

public:
    static constexpr auto ioctls = IoctlTable{ioctl<BINDER_CTL_ADD, &OpenControl::add>};
    static constexpr Errno no_such_ioctl = EINVAL;
};

/// A file that says that the driver can do something.
class Feature : public RefCounted<Feature> {
public:
    ~Feature() MAY_SLEEP {}

    void show(SeqFile &text) const { text.write("1\n"); }
};

} // namespace binder
