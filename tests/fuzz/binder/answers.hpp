// SPDX-License-Identifier: GPL-2.0
// What a thread hears: it is remembered, and looked at whether it can be.
#pragma once

#include <tests/fuzz/binder/actor.hpp>

class Answers {
public:
    /// Whoever calls has the lock of the process, here and below. `since` is when it began to hear.
    Answers(Actor &actor, Port &port, uint64_t since)
        : actor_(actor), port_(port), since_(since), talker_(port.talkers[actor.tid])
    {}

    void hear(std::span<const std::byte> heard)
    {
        while (heard.size() >= sizeof(uint32_t)) {
            const auto command = part<uint32_t>(heard);
            const auto rest = heard.subspan(sizeof(command));
            // There is no number behind this one, whatever its own says: so it is in C.
            const size_t size = command == BR_ERROR ? 0 : _IOC_SIZE(command);
            if (_IOC_TYPE(command) != 'r' || size > rest.size())
                return wrong(std::format("an answer {:#x} that there is not", command));
            learn(command, rest.first(size));
            heard = rest.subspan(size);
        }
    }

private:
    void wrong(const std::string &what)
    {
        if (port_.is_trusted)
            actor_.world.wrong(what);
    }

    void learn(uint32_t command, std::span<const std::byte> argument)
    {
        switch (command) {
        case BR_TRANSACTION:
        case BR_TRANSACTION_SEC_CTX:
        case BR_REPLY: return receive(command != BR_REPLY, part<binder_transaction_data>(argument));
        case BR_INCREFS:
            return port_.confirmations.add({BC_INCREFS_DONE, part<binder_ptr_cookie>(argument)});
        case BR_ACQUIRE:
            return port_.confirmations.add({BC_ACQUIRE_DONE, part<binder_ptr_cookie>(argument)});
        case BR_DEAD_BINDER: return port_.told_deaths.add(part<uint64_t>(argument));
        case br_frozen_binder: return port_.told_freezes.add(part<FrozenState>(argument).cookie);
        case BR_DEAD_REPLY:
            actor_.process.misses_manager = true;
            return talker_.heard_of_sent(false);
        case BR_FAILED_REPLY:
        case BR_FROZEN_REPLY: return talker_.heard_of_sent(false);
        case BR_TRANSACTION_COMPLETE:
        case BR_ONEWAY_SPAM_SUSPECT:
        case br_transaction_pending_frozen: return talker_.heard_of_sent(true);
        case BR_SPAWN_LOOPER: actor_.process.wants_thread = true; return;
        default:
            if (_IOC_NR(command) > _IOC_NR(br_clear_freeze_notification_done))
                wrong(std::format("an answer {:#x} that there is not", command));
        }
    }

    void receive(bool is_call, const binder_transaction_data &received)
    {
        const uint64_t address = received.data.ptr.buffer;
        actor_.world.received++;
        const size_t offsets_at = received.data.ptr.offsets - address;
        if (address - port_.base >= port_.size || offsets_at > port_.size)
            wrong(std::format("received at {:#x}, of a mapping at {:#x}", address, port_.base));
        const bool was_freed = port_.received.was_freed(address, since_);
        port_.received.add(address, offsets_at + received.offsets_size, since_, actor_.reader);
        const auto data = actor_.reader.read(address, received.data_size);
        const auto bytes = actor_.reader.read(received.data.ptr.offsets, received.offsets_size);
        std::vector<uint64_t> offsets(bytes.size() / sizeof(uint64_t));
        std::memcpy(offsets.data(), bytes.data(), offsets.size() * sizeof(uint64_t));
        // What is not there any more, or was freed on the way, may be anything.
        const bool is_certain = !was_freed && data.size() == received.data_size &&
                                bytes.size() == received.offsets_size;
        for (const uint64_t offset : offsets)
            learn_object(data, offset, is_certain);
        auto seal = find_seal(data);
        if (!port_.is_trusted || !is_certain)
            seal.reset();
        if (seal && seal->sum != sum_of(data, offsets))
            wrong("what is received is not what was sent");
        if (is_call)
            heard_call(received, seal);
        else
            heard_reply(seal);
    }

    void heard_call(const binder_transaction_data &received, const std::optional<Seal> &seal)
    {
        actor_.world.sealed += seal.has_value() ? 1 : 0;
        if ((received.flags & TF_ONE_WAY) == 0)
            return talker_.heard_call(seal);
        if (!seal)
            return;
        uint32_t &last = port_.last_one_way[{received.target.ptr, seal->thread}];
        if (seal->number <= last)
            wrong(std::format("one-way call {} comes behind {}", seal->number, last));
        last = seal->number;
    }

    void heard_reply(const std::optional<Seal> &seal)
    {
        talker_.waits = false;
        if (!seal || seal->thread == 0)
            return;
        actor_.world.sealed++;
        if (seal->thread != actor_.tid)
            wrong("an answer for somebody else");
        else if (talker_.awaits.erase(seal->number) == 0)
            wrong(std::format("an answer to call {}, which awaits none", seal->number));
    }

    void learn_object(std::span<const std::byte> data, uint64_t offset, bool is_certain)
    {
        switch (part<uint32_t>(data, offset)) {
        case BINDER_TYPE_HANDLE:
        case BINDER_TYPE_WEAK_HANDLE:
            return port_.new_handles.add(part<flat_binder_object>(data, offset).handle);
        case BINDER_TYPE_FD:
            return actor_.process.files.add(
                static_cast<int>(part<binder_fd_object>(data, offset).fd));
        case BINDER_TYPE_PTR:
            if (is_certain)
                check_buffer(part<binder_buffer_object>(data, offset));
            return;
        case BINDER_TYPE_BINDER:
        case BINDER_TYPE_WEAK_BINDER:
        case BINDER_TYPE_FDA: return;
        default:
            if (is_certain)
                wrong("an object of no type is received");
        }
    }

    void check_buffer(const binder_buffer_object &buffer)
    {
        if (buffer.buffer - port_.base > port_.size ||
            buffer.length > port_.size - (buffer.buffer - port_.base))
            wrong("a buffer that is not where it was received");
    }

    Actor &actor_;
    Port &port_;
    uint64_t since_;
    Talker &talker_;
};
