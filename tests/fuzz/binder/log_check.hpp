// SPDX-License-Identifier: GPL-2.0
// Whether what the driver counts is what there is, by its own logs, while nobody is at work: nodes and
// who has handles for them, and memory and what is received in it.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <unistd.h>

class LogCheck {
public:
    /// `logs` is the folder of the driver's logs.
    explicit LogCheck(const std::string &logs)
    {
        std::string line;
        std::ifstream state(logs + "/state");
        while (std::getline(state, line))
            read_state(line);
        std::ifstream stats(logs + "/stats");
        while (std::getline(stats, line))
            read_stats(line);
        end_process();
    }

    /// How many handles and processes with memory it has looked at.
    size_t handles() const
    {
        size_t all = 0;
        for (const auto &[id, counts] : handles_)
            all += counts.all;
        return all;
    }
    size_t memories() const { return memories_; }

    /// What does not fit, or nothing.
    std::string find() const
    {
        std::string found = found_;
        for (const auto &[id, node] : nodes_) {
            const auto has = handles_.find(id);
            const Counts &is = has == handles_.end() ? Counts{} : has->second;
            if (node.all != is.all || node.strong != is.strong)
                found += "node " + std::to_string(id) + " counts " + text_of(node) +
                         " handles, of " + text_of(is) + "; ";
        }
        for (const auto &[id, handles] : handles_)
            if (!nodes_.contains(id))
                found += "handles of node " + std::to_string(id) + ", which there is not; ";
        return found;
    }

private:
    struct Counts {
        unsigned long all = 0;
        unsigned long strong = 0; // of these
    };
    /// As a log of its own says it.
    struct Memory {
        std::string process;
        unsigned long async_left = 0;
        unsigned long buffers = 0;
        unsigned long pages = 0;
    };

    static std::string text_of(const Counts &counts)
    {
        return std::to_string(counts.all) + " (" + std::to_string(counts.strong) + " strong)";
    }

    /// The number behind the word.
    static unsigned long number(const std::string &line, const std::string &word)
    {
        const size_t at = line.find(" " + word + " ");
        return at == std::string::npos ? 0 : std::stoul(line.substr(at + word.size() + 2));
    }

    // "  node 2: u0 c0 hs 1 hw 1 ls 0 lw 0 is 1 iw 1 tr 1 proc 160"
    // "  ref 4: desc 1 dead node 2 s 1 w 0 d 0"
    void read_state(const std::string &line)
    {
        if (line.starts_with("  node ") && line.contains(" hs "))
            nodes_[number(line, "node")] = {number(line, "iw"), number(line, "is")};
        if (!line.starts_with("  ref "))
            return;
        Counts &handles = handles_[number(line, "node")];
        handles.all++;
        handles.strong += number(line, "s") > 0 ? 1 : 0;
    }

    // "proc 160", "  free async space 520192", "  buffers: 0", "  pages: 0:0:256"
    void read_stats(const std::string &line)
    {
        if (line.starts_with("proc ")) {
            end_process();
            memory_ = {.process = line};
        }
        if (line.starts_with("  free async space "))
            memory_.async_left = number(line, "space");
        if (line.starts_with("  buffers: "))
            memory_.buffers = number(line, "buffers:");
        if (!line.starts_with("  pages: "))
            return;
        std::istringstream counts(line.substr(9));
        for (unsigned long count = 0; counts >> count; counts.ignore())
            memory_.pages += count;
    }

    // Where nothing is received, all room is left. How much that is nobody says of who has mapped nothing, or
    // unmapped a part of it.
    void end_process()
    {
        if (memory_.pages == 0)
            return;
        memories_++;
        const unsigned long most = memory_.pages * static_cast<unsigned long>(getpagesize()) / 2;
        if (memory_.process.empty() ||
            (memory_.buffers == 0 ? memory_.async_left == most : memory_.async_left <= most))
            return;
        found_ += memory_.process + " has " + std::to_string(memory_.buffers) + " buffers, and " +
                  std::to_string(memory_.async_left) + " of " + std::to_string(most) +
                  " bytes left for one-way calls; ";
    }

    std::map<unsigned long, Counts> nodes_;
    std::map<unsigned long, Counts> handles_;
    Memory memory_;
    size_t memories_ = 0;
    std::string found_;
};
