// SPDX-License-Identifier: GPL-2.0
// Devices in a mount: how they are made, and used.
#pragma once

#include <tests/user/mounts/mount.hpp>

#include <sys/mman.h>

/// Whether there is a Binder device that can be used.
inline void try_device(const std::string &path)
{
    const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return say("open " + path, -1);
    binder_version version{};
    if (ioctl(fd, BINDER_VERSION, &version) != 0)
        say("version", -1);
    std::println("{}: version {}", path, version.protocol_version);
    close(fd);
}

inline void first_look()
{
    std::println("== what there is");
    const Mounted mounted("/tmp/mounted");
    mounted.print_options();
    mounted.print_entries();
    struct statfs about{};
    say("statfs", statfs(mounted.path().c_str(), &about));
    std::println("magic {:#x} block {} name {}", static_cast<unsigned long>(about.f_type),
                 static_cast<long>(about.f_bsize), static_cast<long>(about.f_namelen));
    try_device(mounted.at("apple"));
}

inline void adding()
{
    std::println("== adding devices");
    const Mounted mounted("/tmp/mounted");
    const auto told = mounted.add("plum");
    struct stat found{};
    say("stat", stat(mounted.at("plum").c_str(), &found));
    std::println("its numbers: {}",
                 found.st_rdev == makedev(told.major, told.minor) ? "as told" : "others");
    for (const std::string &name :
         {std::string("plum"), std::string("binder-control"), std::string("features"),
          std::string(), std::string("."), std::string(".."), std::string("a/b"),
          std::string("with space"), std::string(255, 'l'), std::string(256, 'm')})
        mounted.add(name);
    mounted.print_entries();
    std::println("-- bad calls");
    const int control = open(mounted.at("binder-control").c_str(), O_RDONLY | O_CLOEXEC);
    say("no memory", ioctl(control, BINDER_CTL_ADD, nullptr));
    // What can be read, but not written.
    void *page = mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    say("memory that cannot be written", ioctl(control, BINDER_CTL_ADD, page));
    munmap(page, 4096);
    binder_version version{};
    say("version", ioctl(control, BINDER_VERSION, &version));
    say("another command", ioctl(control, _IO('b', 9)));
    char byte = 0;
    say("read", read(control, &byte, 1));
    say("mmap", mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, control, 0) == MAP_FAILED ? -1 : 0);
    close(control);
    const int writable = open(mounted.at("binder-control").c_str(), O_RDWR | O_CLOEXEC);
    say("write", write(writable, &byte, 1));
    close(writable);
    mounted.print_entries();
}

inline int become_manager(const std::string &path, const char *whose)
{
    const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
    say(std::string("manager of ") + whose, ioctl(fd, BINDER_SET_CONTEXT_MGR, 0));
    return fd;
}

inline void using_devices()
{
    std::println("== each device is a world of its own");
    const Mounted mounted("/tmp/mounted");
    const Mounted other("/tmp/other");
    mounted.add("plum");
    const int apple = become_manager(mounted.at("apple"), "apple");
    const int again = become_manager(mounted.at("apple"), "apple again");
    const int pear = become_manager(mounted.at("pear"), "pear");
    const int plum = become_manager(mounted.at("plum"), "plum");
    const int elsewhere = become_manager(other.at("apple"), "apple of the other mount");
    other.print_entries();
    for (const int fd : {apple, again, pear, plum, elsewhere})
        close(fd);
}

inline void going_while_in_use()
{
    std::println("== going while in use");
    int fd = -1;
    {
        const Mounted mounted("/tmp/mounted");
        mounted.add("plum");
        fd = open(mounted.at("plum").c_str(), O_RDWR | O_CLOEXEC);
        say("unlink", unlink(mounted.at("plum").c_str()));
        binder_version version{};
        say("version of what is gone", ioctl(fd, BINDER_VERSION, &version));
        mounted.add("plum");
        try_device(mounted.at("plum"));
        say("umount while in use", umount2(mounted.path().c_str(), 0));
        say("detach", umount2(mounted.path().c_str(), MNT_DETACH));
        std::println("what is left: {}",
                     std::filesystem::is_empty(mounted.path()) ? "nothing" : "all");
        say("version of what is gone", ioctl(fd, BINDER_VERSION, &version));
    }
    close(fd);
}
