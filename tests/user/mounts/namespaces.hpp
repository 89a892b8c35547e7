// SPDX-License-Identifier: GPL-2.0
// Mounts of other user namespaces.
#pragma once

#include <tests/user/mounts/devices.hpp>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>

inline void write_file(const std::string &path, const std::string &text)
{
    std::ofstream(path) << text;
}

/// As root of a namespace, who is somebody else outside.
inline void in_namespace()
{
    const uid_t outside = 1000;
    if (setgid(outside) != 0 || setuid(outside) != 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return say("unshare", -1);
    prctl(PR_SET_DUMPABLE, 1); // or else its own files in /proc are none of its business
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", std::format("0 {} 1", outside));
    write_file("/proc/self/gid_map", std::format("0 {} 1", outside));
    const Mounted mounted("/tmp/theirs");
    mounted.print_options();
    mounted.print_entries();
    mounted.add("plum");
    try_device(mounted.at("plum"));
    say("rename", rename(mounted.at("plum").c_str(), mounted.at("prune").c_str()));
    say("chmod", chmod(mounted.at("prune").c_str(), 0666));
    close(become_manager(mounted.at("prune"), "prune"));
    say("unlink", unlink(mounted.at("prune").c_str()));
    { // The logs are of others, too.
        const Mounted with_logs("/tmp/theirs-too", "stats=global");
    }
}

inline void other_user_namespaces()
{
    std::println("== another user namespace");
    const mode_t all = 0777;
    std::filesystem::create_directories("/tmp");
    chmod("/tmp", all);
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        // What is no longer of use to it, it may not even look at.
        in_namespace();
        std::fflush(stdout);
        _exit(0);
    }
    waitpid(child, nullptr, 0);
}
