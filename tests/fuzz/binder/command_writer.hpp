// SPDX-License-Identifier: GPL-2.0
// Writes what a thread says in one BINDER_WRITE_READ: commands that mostly make sense.
#pragma once

#include <tests/fuzz/binder/mutation.hpp>
#include <tests/user/dialogue/commands.hpp>

class CommandWriter : private Commands {
public:
    /// Whoever calls has the lock of the process, here and below.
    /// What is odd has no seals: a part of it may be taken for another.
    CommandWriter(Actor &actor, Port &port, bool is_odd)
        : actor_(actor), random_(actor.random), port_(port), talker_(port.talkers[actor.tid]),
          is_odd_(is_odd)
    {}

    void add(CommandKind what)
    {
        switch (what) {
        case CommandKind::call: return call();
        case CommandKind::reply: return reply();
        case CommandKind::free: return free();
        case CommandKind::count_handle: return count_handle();
        case CommandKind::confirm: return confirm();
        case CommandKind::ask_death: return ask(BC_REQUEST_DEATH_NOTIFICATION, port_.deaths);
        case CommandKind::clear_death: return clear(BC_CLEAR_DEATH_NOTIFICATION, port_.deaths);
        case CommandKind::confirm_death: return confirm(BC_DEAD_BINDER_DONE, port_.told_deaths);
        case CommandKind::ask_freeze: return ask(bc_request_freeze_notification, port_.freezes);
        case CommandKind::clear_freeze: return clear(bc_clear_freeze_notification, port_.freezes);
        case CommandKind::confirm_freeze:
            return confirm(bc_freeze_notification_done, port_.told_freezes);
        case CommandKind::enter: return enter();
        default: return junk();
        }
    }

    using Commands::said;

    /// So many bytes of it were executed; without a number, nobody knows how many.
    void end(std::optional<uint64_t> executed)
    {
        for (const uint64_t address : freed_)
            port_.received.end_free(address);
        if (!executed) {
            talker_.serves.clear();
            talker_.sent.clear();
            return;
        }
        for (const Sent &sent : sent_) {
            if (sent.end > *executed)
                continue;
            talker_.sent.push_back(!sent.is_reply && !sent.is_one_way);
            if (sent.is_reply)
                talker_.answered();
        }
    }

private:
    struct Sent {
        size_t end; // of the command
        bool is_reply;
        bool is_one_way;
    };

    /// One that it has, or 0 if there is a manager behind it.
    uint32_t handle()
    {
        const bool may_ask = !port_.is_manager && random_.chance(30);
        const uint32_t known = may_ask ? 0 : port_.handles.pick(random_).value_or(0);
        return random_.chance(2) ? static_cast<uint32_t>(random_.near(known)) : known;
    }

    void call()
    {
        // Who waits for an answer cannot call, and a manager does not call itself; mostly.
        const bool is_possible = !talker_.waits && (!port_.is_manager || !port_.handles.empty());
        const bool is_one_way = random_.chance(is_possible ? actor_.plan.one_way : 50);
        if (!is_possible && random_.chance(90))
            return;
        const uint32_t number = ++actor_.calls;
        // What is served from here on is not answered in the order in which it came.
        if (!is_one_way) {
            for (auto &call : talker_.serves)
                call.seal.reset();
            talker_.awaits.insert(number);
            talker_.waits = true;
        }
        send(BC_TRANSACTION, is_one_way, actor_.tid, number);
    }

    void reply()
    {
        std::optional<Seal> call;
        const auto before = static_cast<size_t>(std::ranges::count(sent_, true, &Sent::is_reply));
        if (before < talker_.serves.size())
            call = talker_.serves[talker_.serves.size() - 1 - before].seal;
        else if (random_.chance(97))
            return;
        // The last one in is answered, but not by who calls himself meanwhile.
        if (talker_.waits && random_.chance(90))
            return;
        send(BC_REPLY, random_.chance(3), call ? call->thread : 0, call ? call->number : 0);
    }

    void send(uint32_t command, bool is_one_way, pid_t thread, uint32_t number)
    {
        Parcel parcel = ParcelWriter(actor_, port_).write();
        const bool is_mutated = is_odd_ && random_.chance(70);
        if (is_mutated)
            mutate(random_, parcel);
        else if (!is_odd_ && parcel.data.size() >= sizeof(Seal))
            put_seal(parcel, thread, number);
        const auto code = static_cast<uint32_t>(random_.below(4));
        const uint32_t flags = this->flags() | (is_one_way ? TF_ONE_WAY : 0);
        const auto *bytes = actor_.memory.put_bytes(parcel.data);
        const auto *offsets = actor_.memory.put_bytes(std::as_bytes(std::span(parcel.offsets)));
        auto sent = transaction_of(parcel, handle(), code, flags, bytes, offsets);
        binder_transaction_data &data = sent.transaction_data;
        if (actor_.plan.large && random_.chance(20))
            enlarge(data);
        if (is_mutated && random_.chance(50))
            mutate(random_, data);
        actor_.world.calls++;
        const bool is_reply = command == BC_REPLY;
        if (parcel.buffers_size != 0 || random_.chance(20))
            command = is_reply ? BC_REPLY_SG : BC_TRANSACTION_SG;
        say_transaction(command, sent);
        sent_.push_back({.end = said().size(), .is_reply = is_reply, .is_one_way = is_one_way});
    }

    uint32_t flags()
    {
        uint32_t flags = random_.chance(97) ? TF_ACCEPT_FDS : 0;
        for (const uint32_t flag :
             {uint32_t{TF_CLEAR_BUF}, tf_update_txn, uint32_t{TF_STATUS_CODE}})
            flags |= random_.chance(15) ? flag : 0;
        return flags;
    }

    /// Bytes alone, and many of them.
    void enlarge(binder_transaction_data &data)
    {
        constexpr size_t most = 1 << 22;
        static const void *zeros =
            mmap(nullptr, most, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        data.data_size = random_.below(random_.chance(80) ? most / 16 : most);
        data.data.ptr.buffer = reinterpret_cast<uint64_t>(zeros);
        data.offsets_size = 0;
    }

    void free()
    {
        const auto lent = port_.received.pick(random_);
        const auto freed = port_.received.pick_freed(random_);
        uint64_t address = lent.value_or(port_.base - 8);
        // What was freed before, or where nothing can begin.
        if (!lent || random_.chance(5))
            address = freed && random_.chance(50) ? *freed : address + 4;
        if (!lent && random_.chance(90))
            return;
        if (!port_.received.is_whole(address, actor_.reader))
            actor_.world.wrong("what was received has changed before it was freed");
        port_.received.begin_free(address);
        freed_.push_back(address);
        say(BC_FREE_BUFFER, address);
    }

    /// Those that just came are kept for longer than what they came in, mostly.
    void count_handle()
    {
        if (const auto handle = port_.new_handles.take(random_); handle && random_.chance(80)) {
            port_.handles.add(*handle);
            return say(random_.chance(85) ? BC_ACQUIRE : BC_INCREFS, *handle);
        }
        const uint32_t command = random_.pick(std::array<uint32_t, 6>{
            BC_ACQUIRE, BC_ACQUIRE, BC_INCREFS, BC_INCREFS, BC_RELEASE, BC_DECREFS});
        const uint32_t known = handle();
        if (command == BC_RELEASE && random_.chance(80))
            port_.handles.remove(known);
        say(command, known);
    }

    void confirm()
    {
        if (const auto waiting = port_.confirmations.take(random_); waiting && random_.chance(95))
            return say(waiting->command, waiting->object);
        const uint64_t pointer = ParcelWriter::pointer(actor_);
        say(random_.chance(50) ? BC_ACQUIRE_DONE : BC_INCREFS_DONE,
            binder_ptr_cookie{.ptr = pointer, .cookie = ParcelWriter::cookie(pointer)});
    }
    void confirm(uint32_t command, Pool<uint64_t> &told)
    {
        const auto cookie = told.take(random_);
        say(command, cookie && random_.chance(95) ? *cookie : random_.below(64));
    }

    void ask(uint32_t command, Pool<HandleCookie> &asked)
    {
        const HandleCookie notice{.handle = handle(), .cookie = random_.below(64)};
        asked.add(notice);
        say(command, notice);
    }
    void clear(uint32_t command, Pool<HandleCookie> &asked)
    {
        const auto notice = asked.take(random_);
        say(command, notice && random_.chance(95)
                         ? *notice
                         : HandleCookie{.handle = handle(), .cookie = random_.below(64)});
    }

    void enter()
    {
        say(random_.pick(std::array<uint32_t, 5>{BC_ENTER_LOOPER, BC_ENTER_LOOPER,
                                                 BC_REGISTER_LOOPER, BC_REGISTER_LOOPER,
                                                 BC_EXIT_LOOPER}));
    }

    void junk()
    {
        const uint32_t command = random_.chance(50)
                                     ? static_cast<uint32_t>(random_.boundary())
                                     : _IOC(_IOC_WRITE, 'c', random_.below(24), random_.below(80));
        say(command, random_.boundary());
    }

    Actor &actor_;
    Random &random_;
    Port &port_;
    Talker &talker_;
    bool is_odd_;
    std::vector<uint64_t> freed_;
    std::vector<Sent> sent_;
};
