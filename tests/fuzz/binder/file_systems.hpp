// SPDX-License-Identifier: GPL-2.0
// What is in file systems: binderfs, and the driver's logs.
#pragma once

#include <tests/fuzz/binder/open_and_map.hpp>

#include <linux/android/binderfs.h>

#include <sys/mount.h>
#include <sys/stat.h>

inline std::string any_name(Random &random)
{
    return random.pick(
        std::array{"n0", "n1", "n2", "cxxbinder", "binder-control", "features", "", "a/b", "."});
}

inline void add_device(Actor &actor)
{
    const int control = open((mounted + "/binder-control").c_str(), O_RDONLY | O_CLOEXEC);
    binderfs_device device{};
    any_name(actor.random).copy(device.name, sizeof(device.name));
    void *there = actor.argument(device);
    actor.try_it([&] { return ioctl(control, BINDER_CTL_ADD, there); });
    close(control);
}

inline void mount_again(Actor &actor)
{
    umount2(mounted.c_str(), MNT_DETACH);
    const auto *options = actor.random.pick(
        std::array{"", "max=3", "stats=global", "max=8,stats=global", "max=-1", "nonsense"});
    actor.try_it(
        [&] { return mount("none", mounted.c_str(), driver.file_system.c_str(), 0, options); });
}

/// Something with the mount and what is in it.
inline void use_mount(Actor &actor)
{
    if (!actor.plan.mounts)
        return;
    const std::string from = mounted + "/" + any_name(actor.random);
    const std::string to = mounted + "/" + any_name(actor.random);
    actor.memory.clear();
    switch (actor.random.below(8)) {
    case 0: actor.try_it([&] { return unlink(from.c_str()); }); return;
    case 1: actor.try_it([&] { return rename(from.c_str(), to.c_str()); }); return;
    case 2: actor.try_it([&] { return link(from.c_str(), to.c_str()); }); return;
    case 3: actor.try_it([&] { return mkdir(to.c_str(), 0700); }); return;
    case 4: mount_again(actor); return;
    default: add_device(actor);
    }
}

inline void read_log(Actor &actor)
{
    const std::string name = actor.random.pick(std::array<std::string, 6>{
        "state", "stats", "transactions", "transaction_log", "failed_transaction_log",
        std::format("proc/{}", actor.anybody())});
    const std::string folder =
        actor.plan.mounts && actor.random.chance(50) ? mounted + "/binder_logs" : driver.logs;
    const int log =
        actor.try_it([&] { return open((folder + "/" + name).c_str(), O_RDONLY | O_CLOEXEC); });
    std::array<char, 4096> text;
    const size_t size = actor.random.between(1, text.size());
    for (int i = 0; i < 8; i++)
        if (actor.try_it([&] { return read(log, text.data(), size); }) <= 0)
            break;
    if (actor.random.chance(10))
        actor.try_it([&] {
            return pread(log, text.data(), size, static_cast<off_t>(actor.random.boundary()));
        });
    close(log);
}
