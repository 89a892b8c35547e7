// SPDX-License-Identifier: GPL-2.0
// A thread that talks to the driver by itself, as fast as it can, and prints nothing.
#pragma once

#include <tests/user/attacks/meeting.hpp>
#include <tests/user/attacks/opened.hpp>

#include <list>

class Talker : public Commands {
public:
    using Argument = std::span<const std::byte>;

    explicit Talker(const Opened &opened) : opened_(opened) {}

    const Opened &opened() const { return opened_; }

    /// Prepares a transaction or reply.
    void send(uint32_t command, uint32_t handle, const Parcel &parcel, uint32_t flags,
              uint32_t code = 1)
    {
        const Parcel &kept = parcels_.emplace_back(parcel);
        say_transaction(command, transaction_of(kept, handle, code, flags, kept.data.data(),
                                                kept.offsets.data()));
    }
    void call(uint32_t handle, const Parcel &parcel = {}, uint32_t flags = 0, uint32_t code = 1)
    {
        send(BC_TRANSACTION_SG, handle, parcel, flags, code);
    }
    void reply(const Parcel &parcel = {}) { send(BC_REPLY_SG, 0, parcel, 0); }
    void free(uint64_t buffer) { say(BC_FREE_BUFFER, buffer); }

    /// Says what was prepared, and hears what there is: use(command, argument) for each. What was written
    /// before an error is heard, too: the driver does not take it back.
    ///
    /// Return: 0, or the errno.
    template <class F> int talk(F &&use, size_t room = most)
    {
        const auto said = take_said();
        std::vector<std::byte> heard(room);
        binder_write_read talk{};
        talk.write_buffer = reinterpret_cast<uint64_t>(said.data());
        talk.write_size = said.size();
        talk.read_buffer = reinterpret_cast<uint64_t>(heard.data());
        talk.read_size = room;
        const int error = ioctl(opened_.fd, BINDER_WRITE_READ, &talk) == 0 ? 0 : errno;
        parcels_.clear();
        if (error == 0)
            heard.resize(talk.read_consumed);
        for (size_t at = 0; const auto command = part<uint32_t>(heard, at);) {
            at += sizeof(command);
            use(command, Argument(heard).subspan(at, _IOC_SIZE(command)));
            at += _IOC_SIZE(command);
        }
        return error;
    }
    /// The same, but only says.
    int tell()
    {
        return talk([](uint32_t, Argument) {}, 0);
    }

    /// Hears all there is, if it does not wait.
    ///
    /// Return: the errno of the end.
    template <class F> int hear(F &&use)
    {
        int error = 0;
        while (error == 0)
            error = talk(use);
        return error;
    }

    /// Confirms what it was told of its nodes.
    void confirm(uint32_t command, Argument argument)
    {
        if (command == BR_INCREFS)
            say(BC_INCREFS_DONE, part<binder_ptr_cookie>(argument));
        if (command == BR_ACQUIRE)
            say(BC_ACQUIRE_DONE, part<binder_ptr_cookie>(argument));
    }

    /// Serves until `goes_on()` says no: use(data) looks at each call, which is then answered, and
    /// freed.
    template <class F, class G> void serve(F &&use, G &&goes_on)
    {
        say(BC_ENTER_LOOPER);
        while (goes_on())
            talk([&](uint32_t command, Argument argument) {
                confirm(command, argument);
                if (command != BR_TRANSACTION)
                    return;
                const auto data = part<binder_transaction_data>(argument);
                use(data);
                free(data.data.ptr.buffer);
                if ((data.flags & TF_ONE_WAY) == 0)
                    reply();
            });
    }

    /// Hears until a call that was prepared has ended: at once, if it is one-way. use(data) looks at
    /// the answer, which is then freed.
    ///
    /// Return: what it heard last of it.
    template <class F> uint32_t wait(uint32_t flags, F &&use)
    {
        uint32_t end = 0;
        while (end == 0)
            talk([&](uint32_t command, Argument argument) {
                confirm(command, argument);
                if (ends(command, flags))
                    end = command;
                if (command != BR_REPLY)
                    return;
                const auto data = part<binder_transaction_data>(argument);
                use(data);
                free(data.data.ptr.buffer);
            });
        tell();
        return end;
    }
    uint32_t wait(uint32_t flags = 0)
    {
        return wait(flags, [](const binder_transaction_data &) {});
    }

    /// Why the last transaction failed.
    std::string failure() const
    {
        binder_extended_error error{};
        ioctl(opened_.fd, BINDER_GET_EXTENDED_ERROR, &error);
        return error.param < 0 ? strerrorname_np(-error.param) : "-";
    }

    /// Leaves an object of its own at the Meeting.
    void leave(uint64_t pointer, uint32_t flags = FLAT_BINDER_FLAG_ACCEPTS_FDS)
    {
        const auto object = Parcel().own(pointer, pointer, flags);
        call(0, object, 0, Meeting::keep);
        wait();
    }
    /// Return: a handle for what is left there.
    uint32_t find()
    {
        uint32_t handle = 0;
        call(0, {}, 0, Meeting::find);
        wait(0, [&](const binder_transaction_data &data) {
            handle = reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer)->handle;
            say(BC_ACQUIRE, handle);
        });
        return handle;
    }

private:
    static constexpr size_t most = 4096;

    static bool ends(uint32_t command, uint32_t flags)
    {
        return command == BR_REPLY || command == BR_DEAD_REPLY || command == BR_FAILED_REPLY ||
               command == BR_FROZEN_REPLY ||
               (command == BR_TRANSACTION_COMPLETE && (flags & TF_ONE_WAY) != 0);
    }

    const Opened &opened_;
    std::list<Parcel> parcels_; // until they are said
};
