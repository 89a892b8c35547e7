// SPDX-License-Identifier: GPL-2.0
// What a tracer hears of a driver, without what differs from run to run.
#pragma once

#include <tests/user/dialogue/pair.hpp>

#include <fstream>
#include <regex>
#include <set>

/// Listens to all events of a driver while it lives.
class Tracer {
public:
    explicit Tracer(const std::string &system)
        : is_ours_(system == "cxxbinder"),
          enable_(std::format("{}/events/{}/enable", folder, system))
    {
        write(folder + "/trace", "");
        write(enable_, "1");
    }
    ~Tracer() { write(enable_, "0"); }
    Tracer(const Tracer &) = delete;
    Tracer &operator=(const Tracer &) = delete;

    /// Prints what there was since the last time.
    void print()
    {
        std::ifstream trace(folder + "/trace");
        for (std::string line; std::getline(trace, line);)
            hear(line);
        std::ranges::stable_sort(pages_, {}, &Event::fields);
        for (const auto *events : {&ends_, &pages_})
            for (const Event &event : *events)
                print(event);
        ends_.clear();
        pages_.clear();
        write(folder + "/trace", "");
    }

private:
    struct Event {
        std::string who;
        std::string name;
        std::string fields;
    };
    static void print(const Event &event)
    {
        std::println("{}: {} {}", event.who, event.name, event.fields);
    }

    static inline const std::string folder = "/sys/kernel/tracing";

    static void write(const std::string &path, const std::string &text)
    {
        std::ofstream file(path);
        if (!(file << text << std::flush))
            std::println("{} takes no '{}'", path, text);
    }

    void hear(const std::string &line)
    {
        // TASK-PID [CPU] flags time: event: fields
        static const std::regex form(R"(^.*-(\d+) +\[\d+\] .*\d+\.\d+: (binder_\w+): (.*)$)");
        std::smatch parts;
        if (!std::regex_match(line, parts, form)) {
            if (!line.starts_with("#"))
                std::println("no event: {}", line);
            return;
        }
        const Event event{who(parts[1]), parts[2], fields(parts[3])};
        if (event.name == "binder_txn_latency_free")
            hear_end(event);
        else if (event.name.starts_with("binder_unmap"))
            pages_.push_back(event); // what was used last is another question in each driver
        else if (!event.name.contains("_lru_"))
            print(event); // the rest is of a list of free pages, which C has alone
        if (event.name == "binder_transaction_update_buffer_release")
            outdated_.insert(id_of(event.fields));
    }

    /// When it is that a transaction is needed no more, each driver knows by itself.
    void hear_end(Event event)
    {
        // Ours says who has sent it, C who waits for an answer to it.
        static const std::regex form(R"((.*) from \d+:\d+ to (\d+):(\d+) flags=(\w+) code=(\w+))");
        std::smatch parts;
        if (!std::regex_match(event.fields, parts, form)) {
            print(event);
            return;
        }
        // C does not tell of the end of what has become outdated.
        if (outdated_.contains(id_of(event.fields)))
            return;
        // In C the text has each in the other's place.
        const auto [flags, code] =
            is_ours_ ? std::pair(parts[4], parts[5]) : std::pair(parts[5], parts[4]);
        event.fields = std::format("{} to {}:{} flags={} code={}", parts[1].str(), who(parts[2]),
                                   who(parts[3]), flags.str(), code.str());
        ends_.push_back(event);
    }

    static std::string id_of(const std::string &fields)
    {
        return fields.substr(0, fields.find(' '));
    }

    static std::string who(const std::string &number)
    {
        if (std::stoi(number) == getpid())
            return "who plays all that";
        const auto found = Side::names().find(std::stoi(number));
        return found == Side::names().end() ? number : found->second;
    }

    std::string fields(const std::string &text)
    {
        std::string done = replace(text, R"((proc|thread)=(\d+))", who);
        done = replace(done, R"((transaction|node|ref)=(\d+))",
                       [this](const std::string &id) { return number(id); });
        return replace(done, R"((arg)=(0x[0-9a-f]+))", [](const std::string &) { return "there"; });
    }

    /// Each value of `name=value` by what it stands for.
    static std::string replace(const std::string &text, const char *form, auto &&meaning)
    {
        const std::regex expression(form);
        std::string done;
        auto rest = text.begin();
        for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
            done.append(rest, (*at)[2].first);
            done += meaning((*at)[2]);
            rest = (*at)[2].second;
        }
        return done.append(rest, text.end());
    }

    /// Numbers of transactions, objects and handles, in the order in which they come.
    std::string number(const std::string &id)
    {
        if (id == "0")
            return id;
        return "#" + std::to_string(numbers_.emplace(id, numbers_.size() + 1).first->second);
    }

    bool is_ours_;
    std::string enable_;
    std::vector<Event> ends_;
    std::vector<Event> pages_;
    std::set<std::string> outdated_;
    std::map<std::string, size_t> numbers_;
};
