// SPDX-License-Identifier: GPL-2.0
// The log of each process: when it comes and goes, and what of its process is in it.
#pragma once

#include <tests/user/dialogue/logs.hpp>

#include <sys/stat.h>

inline std::string log_of(Side &side)
{
    return std::format("proc/{}", side.puppet().pid());
}

/// Opens the device once more, or closes what was opened.
inline int open_again(Side &side)
{
    const Outcome opened =
        side.puppet().call(SYS_openat, AT_FDCWD, side.put(device), O_RDWR | O_CLOEXEC);
    return static_cast<int>(opened.value);
}
inline void close_again(Side &side, int fd)
{
    side.print("close", side.puppet().call(SYS_close, fd));
}

/// Several files of one process, the first of which has made its log.
inline void several_files_of_one()
{
    std::println("-- the first of several files goes");
    Side side("client");
    const int first = open_again(side);
    const int second = open_again(side);
    print_log(log_of(side));
    close_again(side, first);
    settle();
    print_log(log_of(side));
    const int third = open_again(side);
    print_log(log_of(side));
    close_again(side, second);
    close_again(side, third);
    settle();
    const int last = open_again(side);
    print_log(log_of(side));
    close_again(side, last);
    print_log(log_of(side));
}

inline void logs_of_processes()
{
    Pair pair("logs of processes");
    Side &client = pair.client;
    client.call(0, 7, Parcel().own(0x100, 1).bytes("bytes"));
    client.tell();
    print_log(log_of(pair.manager));
    print_log(log_of(client));
    std::println("-- what it is");
    const std::string name = log_of(client);
    const std::string path = logs + "/" + name;
    struct stat found{};
    stat(path.c_str(), &found);
    std::println("mode {:o} owner {}:{} links {} size {}", found.st_mode, found.st_uid,
                 found.st_gid, found.st_nlink, found.st_size);
    std::println("-- another file of the same process");
    const int second = open_again(client);
    print_log(log_of(client));
    close_again(client, second);
    settle();
    print_log(log_of(client));
    std::println("-- it is open while its process goes");
    const int log = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    char byte = 0;
    std::println("read: {}", read(log, &byte, 1));
    client.puppet().end();
    settle();
    print_log(name);
    std::println("read: {}", read(log, &byte, 1) < 0 ? strerrorname_np(errno) : "something");
    close(log);
    several_files_of_one();
}
