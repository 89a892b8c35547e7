// SPDX-License-Identifier: GPL-2.0
// A file system of Binder devices, mounted while the object lives.
#pragma once

#include <linux/android/binder.h>
#include <linux/android/binderfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <print>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

inline std::string kind;

/// What a call gave, without what differs from run to run.
inline void say(const std::string &what, long value)
{
    if (value < 0)
        std::println("{}: {}", what, strerrorname_np(errno));
    else
        std::println("{}: done", what);
}

inline std::string first_line(const std::string &path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

/// The same text with 'self' in place of the process's number.
inline std::string without_own_number(std::string text)
{
    const std::string number = std::to_string(getpid());
    for (size_t at = 0; (at = text.find(number, at)) != std::string::npos;)
        text.replace(at, number.size(), "self");
    return text;
}

class Mounted {
public:
    explicit Mounted(std::string where, const std::string &options = "") : path_(std::move(where))
    {
        std::filesystem::create_directories(path_);
        const int result = ::mount("none", path_.c_str(), kind.c_str(), 0, options.c_str());
        is_mounted_ = result == 0;
        say("mount with '" + options + "'", result);
    }
    ~Mounted()
    {
        if (is_mounted_)
            say("umount", umount2(path_.c_str(), 0));
    }
    Mounted(const Mounted &) = delete;
    Mounted &operator=(const Mounted &) = delete;

    const std::string &path() const { return path_; }
    std::string at(const std::string &name) const { return path_ + "/" + name; }

    /// Its line in /proc/mounts.
    void print_options() const
    {
        std::ifstream mounts("/proc/mounts");
        std::string device, where, type, options;
        while (mounts >> device >> where >> type >> options) {
            if (where == path_)
                std::println("options: {}", options);
            std::getline(mounts, device);
        }
    }

    /// All that is in it, but numbers.
    void print_entries() const
    {
        std::vector<std::string> names;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(path_))
            names.push_back(entry.path().string());
        std::ranges::sort(names);
        for (const std::string &name : names) {
            struct stat found{};
            if (lstat(name.c_str(), &found) != 0)
                std::abort();
            const auto shown = without_own_number(name.substr(path_.size() + 1));
            std::print("  {:o} {}:{} links {} {}", found.st_mode, found.st_uid, found.st_gid,
                       found.st_nlink, shown.size() > 64 ? shown.substr(0, 16) + "..." : shown);
            if (S_ISREG(found.st_mode))
                std::print(" size {}", found.st_size);
            if (shown.starts_with("features/"))
                std::print(": {}", first_line(name));
            std::println("");
        }
    }

    /// Asks `binder-control` for a device.
    binderfs_device add(const std::string &name) const
    {
        binderfs_device device{};
        std::memcpy(device.name, name.data(), std::min(name.size(), sizeof(device.name)));
        const int control = open(at("binder-control").c_str(), O_RDONLY | O_CLOEXEC);
        const auto shown = name.size() > 16 ? std::to_string(name.size()) + " letters" : name;
        say("add '" + shown + "'", ioctl(control, BINDER_CTL_ADD, &device));
        close(control);
        return device;
    }

private:
    std::string path_;
    bool is_mounted_ = false;
};
