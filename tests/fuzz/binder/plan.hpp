// SPDX-License-Identifier: GPL-2.0
// What a seed is about: how many take part, what they do how often, and what goes wrong meanwhile.
#pragma once

#include <tests/fuzz/random.hpp>

#include <format>
#include <string>
#include <utility>

/// What a thread does next, with how often it does so where nothing is left out.
enum class Step : size_t {
    talk,
    hear,
    control,
    open,
    close,
    map,
    unmap,
    remap,
    touch,
    fork,
    exec,
    kill,
    poll,
    epoll,
    mount,
    log,
    freeze,
    files,
    nice,
    check,
    exit_thread,
    count
};
using StepWeights = Weights<static_cast<size_t>(Step::count)>;
inline constexpr StepWeights all_steps{
    {200, 100, 12, 3, 2, 3, 1, 1, 4, 1, 1, 1, 4, 6, 4, 3, 6, 6, 1, 6, 6}};

/// What is said in a BINDER_WRITE_READ.
enum class CommandKind : size_t {
    call,
    reply,
    free,
    count_handle,
    confirm,
    ask_death,
    clear_death,
    confirm_death,
    ask_freeze,
    clear_freeze,
    confirm_freeze,
    enter,
    junk,
    count
};
using CommandWeights = Weights<static_cast<size_t>(CommandKind::count)>;
inline constexpr CommandWeights all_commands{{60, 50, 40, 16, 16, 8, 5, 8, 5, 4, 6, 8, 2}};

/// What is put into a transaction.
enum class Thing : size_t { bytes, own, handle, file, buffer, array, junk, count };
using ThingWeights = Weights<static_cast<size_t>(Thing::count)>;
inline constexpr ThingWeights all_things{{10, 20, 20, 10, 16, 8, 1}};

struct Plan {
    explicit Plan(uint64_t seed) : seed(seed)
    {
        Random random(seed, 1);
        processes = random.between(2, 6);
        threads = random.between(1, 4);
        steps = random.between(60, 300);
        lives = 20;
        doing = all_steps.varied(random, 30);
        saying = all_commands.varied(random, 15);
        carrying = all_things.varied(random, 25);
        // Who says nothing, or hears nothing, does nothing.
        doing.of[static_cast<size_t>(Step::talk)] += 200;
        doing.of[static_cast<size_t>(Step::hear)] += 50;
        saying.of[static_cast<size_t>(CommandKind::call)] += 40;
        saying.of[static_cast<size_t>(CommandKind::free)] += 20;
        mutated = random.pick(std::array{0u, 0u, 3u, 15u, 50u});
        blocking = random.pick(std::array{0u, 0u, 30u, 30u, 100u});
        one_way = random.pick(std::array{5u, 30u, 90u});
        objects = random.pick(std::array{1u, 2u, 12u});
        most_things = random.pick(std::array{1u, 3u, 6u, 40u});
        killed_every_steps = random.pick(std::array{0u, 0u, 30u, 200u});
        interrupted_every_ms = static_cast<unsigned>(random.between(2, 20));
        faults = random.chance(25) ? 30 : 0;
        scribbles = random.chance(25);
        mounts = random.chance(30);
        as_user = mounts && random.chance(30);
        large = random.chance(15);
        leaves_early = random.chance(50);
        contexts = random.chance(15);
    }

    std::string text() const
    {
        std::string text = std::format(
            "{} processes of {} threads, {} objects, {} steps; {} % odd, {} % wait, {} % one-way, "
            "up to {} things; signals every {} ms",
            processes, threads, objects, steps, mutated, blocking, one_way, most_things,
            interrupted_every_ms);
        text += killed_every_steps != 0 ? std::format(", kills every {} steps", killed_every_steps)
                                        : "";
        for (const auto &[is_so, what] :
             {std::pair(faults != 0, "faults"), std::pair(scribbles, "scribbles"),
              std::pair(mounts, "mounts"), std::pair(as_user, "as user"), std::pair(large, "large"),
              std::pair(leaves_early, "leaves early"), std::pair(contexts, "contexts")})
            text += is_so ? std::format(", {}", what) : "";
        return text;
    }

    /// With those that begin meanwhile.
    size_t most_processes() const { return processes + 6; }
    size_t most_threads() const { return threads + 2; }
    static constexpr size_t most = 70; // processes, in any plan

    uint64_t seed;
    size_t processes;
    size_t threads; // of each process, in the beginning
    size_t steps;   // of each thread
    uint32_t lives; // so often there is a process in the place of one that is gone
    StepWeights doing;
    CommandWeights saying;
    ThingWeights carrying;
    unsigned mutated;  // so many of a hundred exchanges are not quite right
    unsigned blocking; // so many of a hundred open files wait for answers
    unsigned one_way;
    unsigned objects;            // of each process
    unsigned most_things;        // in a transaction
    unsigned killed_every_steps; // of all of them, or 0: however fast they are, they get somewhere
    unsigned interrupted_every_ms;
    unsigned faults;   // so many of a hundred system calls have an allocation or a copy that fails
    bool scribbles;    // what is sent changes while it is sent
    bool mounts;       // there is a mount of binderfs,
    bool as_user;      // made by a user namespace
    bool large;        // some transactions fill the receiver's memory
    bool leaves_early; // a process ends while its threads are at work
    bool contexts;     // objects ask for security contexts, which there may be none of
};
