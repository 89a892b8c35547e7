// SPDX-License-Identifier: GPL-2.0
// The log of each process that has opened a device of a mount.
#pragma once

#include <tests/user/mounts/mount.hpp>

/// Opens a device, or the log of this process.
inline int open_in(const Mounted &mounted, const std::string &name, int how)
{
    const int fd = open(mounted.at(name).c_str(), how | O_CLOEXEC);
    say("open " + without_own_number(name), fd);
    return fd;
}

inline std::string own_log()
{
    return "binder_logs/proc/" + std::to_string(getpid());
}

/// The first lines of the file, from its beginning.
inline void print_text(int log)
{
    std::string text(4096, '\0');
    const ssize_t size = pread(log, text.data(), text.size(), 0);
    text.resize(size < 0 ? 0 : static_cast<size_t>(size));
    std::print("{} said:\n{}", size < 0 ? strerrorname_np(errno) : "it",
               without_own_number(std::move(text)));
}

/// Closes a device; the driver forgets it a little later.
inline void close_device(int fd)
{
    say("close", close(fd));
    usleep(100000);
}

inline void print_processes(const Mounted &mounted)
{
    std::println("processes:");
    for (const auto &entry : std::filesystem::directory_iterator(mounted.at("binder_logs/proc")))
        std::println("  {}", without_own_number(entry.path().filename()));
}

/// In which mount it is.
inline void which_mount()
{
    const Mounted mounted("/tmp/mounted", "stats=global");
    const Mounted other("/tmp/other", "stats=global");
    const Mounted without("/tmp/without");
    int fd = open_in(without, "apple", O_RDWR);
    print_processes(mounted);
    const int late = open_in(mounted, "apple", O_RDWR);
    print_processes(mounted);
    close_device(fd);
    close_device(late);
    fd = open_in(other, "pear", O_RDWR);
    print_processes(mounted);
    print_processes(other);
    close_device(fd);
    print_processes(other);
}

/// What is open goes on while all else goes.
inline void going()
{
    int late = -1;
    {
        const Mounted mounted("/tmp/mounted", "stats=global");
        const int fd = open_in(mounted, "apple", O_RDWR);
        const int log = open_in(mounted, own_log(), O_RDONLY);
        print_text(log);
        close_device(fd);
        print_text(log);
        close(log);
        late = open_in(mounted, "pear", O_RDWR);
        say("detach", umount2(mounted.path().c_str(), MNT_DETACH));
    }
    close_device(late);
    const Mounted mounted("/tmp/mounted", "stats=global");
    const int folder = open(mounted.path().c_str(), O_PATH | O_CLOEXEC);
    say("detach", umount2(mounted.path().c_str(), MNT_DETACH));
    const int fd = openat(folder, "apple", O_RDWR | O_CLOEXEC);
    say("open what is detached", fd);
    const int log = openat(folder, own_log().c_str(), O_RDONLY | O_CLOEXEC);
    say("open its log", log);
    close(folder);
    close_device(fd);
    print_text(log);
    close(log);
}

inline void logs_of_processes()
{
    std::println("== logs of processes");
    usleep(100000);
    {
        const Mounted mounted("/tmp/mounted", "stats=global");
        print_processes(mounted);
        const int fd = open_in(mounted, "apple", O_RDWR);
        const int second = open_in(mounted, "pear", O_RDWR);
        mounted.print_entries();
        const int log = open_in(mounted, own_log(), O_RDONLY);
        print_text(log);
        close(open_in(mounted, own_log(), O_RDWR));
        say("unlink", unlink(mounted.at(own_log()).c_str()));
        say("create", open(mounted.at("binder_logs/proc/1").c_str(), O_CREAT | O_CLOEXEC, 0600));
        close_device(fd);
        print_processes(mounted);
        print_text(log);
        close_device(second);
        print_text(log);
        close(log);
    }
    which_mount();
    going();
}
