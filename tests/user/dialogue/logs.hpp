// SPDX-License-Identifier: GPL-2.0
// What the driver's own logs say, without what differs from run to run.
#pragma once

#include <tests/user/dialogue/information.hpp>

#include <fstream>
#include <regex>

inline std::string logs;

/// The same text with names in place of the sides' numbers, where a log has numbers of processes and
/// threads: a size may be the same number.
inline std::string with_names(std::string line)
{
    for (const auto &[pid, name] : Side::names())
        for (const char *before : {"proc(?:/| (?:\\w+ )*)", "(?:from|to) ", "(?:from|to) \\w+:"})
            line = std::regex_replace(line, std::regex(std::format("({}){}\\b", before, pid)),
                                      "$1" + name);
    return line;
}

/// The same, and '#' in place of all other numbers that are given out.
inline std::string without_numbers(std::string line)
{
    static const std::regex numbers(
        "((?:transaction|node|node work|ref|buffer|thread) )\\d+(?=[: ])|( [cd] "
        ")(?!0{16})[0-9a-f]{16}$|"
        "(: )[0-9a-f]{16}(?= from)|(elapsed )\\d+|^()\\d+(?=: )|(context )\\S+|( l=)\\d+");
    line = with_names(std::regex_replace(line, numbers, "$1$2$3$4$5$6$7#"));
    // Other threads of a side.
    return std::regex_replace(line, std::regex("(manager|client):\\d\\d+"), "$1:another");
}

/// Those parts of a log that are about one of the sides.
inline void print_log(const std::string &name)
{
    std::println("-- {}", without_numbers(name));
    std::ifstream file(logs + "/" + name);
    if (!file)
        std::println("there is none");
    std::string line;
    bool is_ours = true;
    while (std::getline(file, line)) {
        const auto shown = without_numbers(line);
        if (line.starts_with("proc "))
            is_ours = shown != line;
        if (line.contains(": call ") || line.contains(": async ") || line.contains(": reply "))
            is_ours = shown.contains(" from manager:") || shown.contains(" from client:");
        // What has happened before is none of this scene; nor are pages, which C takes back later.
        if (line == "binder stats:")
            is_ours = false;
        if (is_ours && !line.starts_with("  pages"))
            std::println("  {}", shown);
    }
}

/// A process that is gone is forgotten a little later.
inline void settle()
{
    usleep(200000);
}

inline void log_calls(Side &client, Side &manager)
{
    std::println("== a call that nobody has heard");
    client.call(0, 7, Parcel().own(0x100, 1).bytes("bytes"));
    client.tell();
    print_log("state");
    std::println("== a call that is served");
    manager.go();
    print_log("state");
    print_log("transactions");
    std::println("== it is freed, and others wait");
    manager.say(BC_ACQUIRE, uint32_t{1});
    manager.free();
    manager.say(BC_REQUEST_DEATH_NOTIFICATION, binder_handle_cookie{.handle = 1, .cookie = 0xdead});
    manager.tell();
    for (const uint32_t code : {1, 2, 3})
        client.call(0, code, Parcel().bytes("one way"), TF_ONE_WAY);
    client.tell();
    print_log("transactions");
    std::println("== an answer");
    manager.reply(Parcel().bytes("answer"));
    manager.tell();
    print_log("transactions");
    client.go();
    manager.go();
    print_log("state");
    print_log("stats");
}

inline void what_is_logged()
{
    Pair pair("logs");
    Side &client = pair.client;
    Side &manager = pair.manager;
    print_log("state");
    print_log("transactions");
    log_calls(client, manager);
    std::println("== what fails");
    client.call(9, 4);
    client.reply();
    client.go();
    print_log("failed_transaction_log");
    print_log("transaction_log");
    std::println("== a death");
    client.puppet().end();
    settle();
    print_log("state");
    manager.go();
    print_log("state");
}
