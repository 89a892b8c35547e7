// SPDX-License-Identifier: GPL-2.0
// An open device, and what its process has learned there: good for saying things that make sense, and
// for telling whether what is heard does.
#pragma once

#include <tests/fuzz/binder/pool.hpp>
#include <tests/fuzz/binder/received.hpp>
#include <tests/fuzz/binder/seal.hpp>
#include <tests/user/binder_uapi.hpp>

#include <deque>
#include <set>
#include <utility>

/// What the owner of an object has to confirm.
struct Confirmation {
    uint32_t command;
    binder_ptr_cookie object;

    bool operator==(const Confirmation &other) const
    {
        return command == other.command && object.ptr == other.object.ptr;
    }
};

/// A call that a thread has heard and not answered.
struct Served {
    std::optional<Seal> seal;
    bool waited; // for an answer to a call of its own
};

/// What a thread is in.
struct Talker {
    /// Of what was sent the driver says first whether it is on its way.
    void heard_of_sent(bool is_on_its_way)
    {
        const bool is_old = sent.empty();
        const bool is_call = is_old || sent.front();
        if (!is_old)
            sent.pop_front();
        // The call that it waits for may fail later as well.
        if (is_call && !is_on_its_way)
            waits = false;
    }
    void heard_call(const std::optional<Seal> &seal)
    {
        serves.push_back({seal, std::exchange(waits, false)});
    }
    void answered()
    {
        if (serves.empty())
            return;
        waits = serves.back().waited;
        serves.pop_back();
    }

    std::vector<Served> serves;
    bool waits = false;
    std::deque<bool> sent; // and nothing was heard of it yet: whether it waits for an answer
    /// Calls that may still be answered.
    std::set<uint32_t> awaits;
};

struct Port {
    /// The mapping is no longer what it was: what is there now may be anything.
    void lose_mapping()
    {
        trust_no_more();
        size = 0;
    }
    /// What can be told of what is heard ends where others use the file, or the memory goes.
    void trust_no_more()
    {
        is_trusted = false;
        received.trust_no_more();
    }

    int fd = -1;
    uint64_t base = 0;
    uint64_t size = 0;
    bool is_trusted = true;
    bool is_manager = false;

    Received received;
    Pool<uint32_t> handles;
    Pool<uint32_t> new_handles; // they go with what they came in
    Pool<Confirmation> confirmations;
    Pool<HandleCookie> deaths; // asked for
    Pool<HandleCookie> freezes;
    Pool<uint64_t> told_deaths; // not confirmed yet
    Pool<uint64_t> told_freezes;
    std::map<pid_t, Talker> talkers;
    /// The last one-way call for an object (by its pointer) that came from a thread.
    std::map<std::pair<uint64_t, pid_t>, uint32_t> last_one_way;
};
