// SPDX-License-Identifier: GPL-2.0
// What a mount may be told.
#pragma once

#include <tests/user/mounts/mount.hpp>

inline void limits()
{
    std::println("== as many devices as it may have");
    const Mounted mounted("/tmp/mounted", "max=4");
    mounted.print_options();
    for (const char *name : {"third", "fourth", "fifth"})
        mounted.add(name);
    say("unlink", unlink(mounted.at("third").c_str()));
    mounted.add("fifth");
    mounted.add("sixth");
    mounted.print_entries();
    { // There is no room for those of `devices=`.
        const Mounted small("/tmp/other", "max=1");
    }
    const Mounted none("/tmp/other", "max=2");
    none.add("third");
}

inline void with_logs()
{
    std::println("== logs");
    const Mounted mounted("/tmp/mounted", "stats=global");
    mounted.print_options();
    mounted.print_entries();
    for (const char *options : {"", "stats=global,max=7", "max=8"}) {
        say(std::string("remount with '") + options + "'",
            mount("none", mounted.path().c_str(), kind.c_str(), MS_REMOUNT, options));
        mounted.print_options();
    }
    say("unlink", unlink(mounted.at("binder_logs/state").c_str()));
    say("write", open(mounted.at("binder_logs/state").c_str(),
                      O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0600));
}

inline void bad_options()
{
    std::println("== bad options");
    for (const char *options : {"max=", "max=x", "max=-1", "max=4294967296", "max=1048577",
                                "max=1048576", "max", "other=1", "stats=none", "stats"})
        const Mounted mounted("/tmp/mounted", options);
}

inline void remounting()
{
    std::println("== remounting");
    const Mounted mounted("/tmp/mounted", "max=3");
    const auto remount = [&mounted](const char *options) {
        say(std::string("remount with '") + options + "'",
            mount("none", mounted.path().c_str(), kind.c_str(), MS_REMOUNT, options));
        mounted.print_options();
    };
    mounted.add("third");
    remount("max=1");
    mounted.add("fourth");
    remount("max=4");
    mounted.add("fourth");
    remount("max=x");
    remount("");
    mounted.print_entries();
}
