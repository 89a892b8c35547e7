// SPDX-License-Identifier: GPL-2.0
// One of several that talk to each other in one thread: nobody ever waits.
#pragma once

#include <tests/user/faults/all_kinds.hpp>

namespace faults {

class Party {
public:
    Party(std::string name, const Known &known, size_t mapped = Side::mapped)
        : known(known), name_(std::move(name)), opened_(O_NONBLOCK, mapped)
    {}

    const Opened &opened() const { return opened_; }
    Talker &talker() { return talker_; }
    Known known;
    /// Calls and replies that it has heard, and not freed.
    std::vector<binder_transaction_data> received;

    /// Says what is prepared.
    ///
    /// Return: nothing, or what went wrong.
    std::string tell() { return error(talker_.tell()); }

    /// An ioctl.
    ///
    /// Return: nothing, or what went wrong.
    std::string control(unsigned long command, void *argument) const
    {
        const int result = ioctl(opened_.fd, command, argument);
        return result == 0 ? "" : std::format("ioctl {}; ", strerrorname_np(errno));
    }

    /// Says what is prepared, and hears whether that failed.
    ///
    /// Return: nothing, or what went wrong.
    std::string say()
    {
        std::string wrong;
        const int error = talker_.talk(
            [&](uint32_t command, Talker::Argument argument) { wrong += take(command, argument); });
        return wrong + (error == EAGAIN ? "" : this->error(error));
    }

    /// The same, until `wanted` comes.
    std::string hear(uint32_t wanted)
    {
        std::string wrong;
        for (bool came = false; wrong.empty() && !came;) {
            const int error = talker_.talk([&](uint32_t command, Talker::Argument argument) {
                came = came || command == wanted;
                wrong += take(command, argument);
            });
            if (wrong.empty() || error != EAGAIN)
                wrong += this->error(error);
        }
        return wrong;
    }

    /// Hears all there is, frees it, and answers calls.
    ///
    /// Return: what went wrong.
    std::string settle()
    {
        std::string wrong = hear_all();
        // What it could not be told of its objects counts as told.
        for (const uint64_t own : {known.own, known.own + 1})
            for (const uint32_t done : {BC_INCREFS_DONE, BC_ACQUIRE_DONE})
                talker_.say(done, binder_ptr_cookie{.ptr = own, .cookie = own});
        wrong += hear_all();
        while (!received.empty()) {
            const auto data = received.front();
            received.erase(received.begin());
            wrong += finish(data) + hear_all();
        }
        return wrong;
    }

private:
    std::string error(int error) const
    {
        return error == 0 ? "" : std::format("{} {}; ", name_, strerrorname_np(error));
    }

    std::string hear_all()
    {
        std::string wrong;
        do
            talker_.hear([&](uint32_t command, Talker::Argument argument) {
                wrong += take(command, argument);
            });
        while (!talker_.said().empty());
        return wrong;
    }

    std::string take(uint32_t command, Talker::Argument argument)
    {
        talker_.confirm(command, argument);
        switch (command) {
        case BR_TRANSACTION:
        case BR_TRANSACTION_SEC_CTX:
        case BR_REPLY: {
            const auto data = part<binder_transaction_data>(argument);
            // What failed in the middle has a command, and nothing behind it.
            if (data.data.ptr.buffer != 0)
                received.push_back(data);
            return "";
        }
        case BR_FAILED_REPLY: {
            const auto failure = talker_.failure();
            // A call that was answered before is answered once more: nobody knows whether it was.
            return failure == "EPROTO" ? "" : std::format("{} FAILED {}; ", name_, failure);
        }
        case BR_ERROR:
        case BR_DEAD_REPLY:
        case BR_FROZEN_REPLY: return std::format("{} {}; ", name_, answer_name(command));
        default: return "";
        }
    }

    std::string finish(const binder_transaction_data &data)
    {
        const bool is_whole = AllKinds::is_whole(data);
        ServerAndClient::close_files(data);
        talker_.free(data.data.ptr.buffer);
        // A reply has no process that it is from.
        if (data.sender_pid != 0)
            talker_.reply();
        return is_whole ? "" : std::format("{} gets a part; ", name_);
    }

    std::string name_;
    Opened opened_;
    Talker talker_{opened_};
};

} // namespace faults
