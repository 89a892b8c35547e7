// SPDX-License-Identifier: GPL-2.0
// What can be changed in a mount without `binder-control`.
#pragma once

#include <tests/user/mounts/mount.hpp>

inline void try_open(const char *what, const std::string &path, int how)
{
    const int fd = open(path.c_str(), how | O_CLOEXEC, 0600);
    say(what, fd);
    if (fd >= 0)
        close(fd);
}

inline void changing_entries()
{
    std::println("== changing entries");
    const Mounted mounted("/tmp/mounted");
    mounted.add("plum");
    const auto move = [&mounted](const char *from, const char *to) {
        say(std::string(from) + " to " + to,
            rename(mounted.at(from).c_str(), mounted.at(to).c_str()));
    };
    move("plum", "prune");
    move("prune", "apple");
    move("binder-control", "control");
    move("apple", "binder-control");
    move("pear", "features");
    move("pear", "features/pear");
    move("features", "abilities");
    move("features/extended_error", "error");
    say("exchange", renameat2(AT_FDCWD, mounted.at("apple").c_str(), AT_FDCWD,
                              mounted.at("pear").c_str(), RENAME_EXCHANGE));
    say("no replacement", renameat2(AT_FDCWD, mounted.at("apple").c_str(), AT_FDCWD,
                                    mounted.at("pear").c_str(), RENAME_NOREPLACE));
    mounted.print_entries();
    std::println("-- removing");
    for (const char *name : {"binder-control", "pear", "abilities", "abilities/extended_error",
                             "features/extended_error", "none"})
        say(std::string("unlink ") + name, unlink(mounted.at(name).c_str()));
    say("rmdir", rmdir(mounted.at("abilities").c_str()));
    mounted.print_entries();
    std::println("-- making");
    try_open("create", mounted.at("new"), O_CREAT | O_RDWR);
    say("mkdir", mkdir(mounted.at("new").c_str(), 0700));
    say("mknod", mknod(mounted.at("new").c_str(), S_IFCHR | 0600, makedev(1, 3)));
    say("symlink", symlink("apple", mounted.at("new").c_str()));
    say("link", link(mounted.at("abilities/pear").c_str(), mounted.at("new").c_str()));
    std::println("-- attributes");
    say("chmod", chmod(mounted.at("abilities/pear").c_str(), 0666));
    say("chown", chown(mounted.at("abilities/pear").c_str(), 7, 8));
    say("truncate", truncate(mounted.at("abilities/extended_error").c_str(), 0));
    try_open("open for writing", mounted.at("abilities/extended_error"), O_RDWR);
    mounted.print_entries();
}
