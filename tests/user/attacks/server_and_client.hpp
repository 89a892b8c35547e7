// SPDX-License-Identifier: GPL-2.0
// A server and a client that are one thread, which has the device open twice: what one sends, the other
// hears at once, and nobody waits.
#pragma once

#include <tests/user/attacks/attack.hpp>

struct ServerAndClient {
    explicit ServerAndClient(size_t mapped = Side::mapped)
        : meeting_(std::make_unique<Meeting>(device)), opened_server(O_NONBLOCK, mapped),
          server(opened_server), client(opened_client)
    {
        server.leave(0x5e);
        handle = client.find();
        meeting_.reset();
        server.say(BC_ENTER_LOOPER);
        server.tell();
    }

    /// Closes descriptors that came by themselves; those in arrays go with the buffer.
    static void close_files(const binder_transaction_data &data)
    {
        for (size_t i = 0; i < data.offsets_size / sizeof(uint64_t); i++) {
            const auto *offsets = reinterpret_cast<const uint64_t *>(data.data.ptr.offsets);
            const auto *object =
                reinterpret_cast<const binder_fd_object *>(data.data.ptr.buffer + offsets[i]);
            if (object->hdr.type == BINDER_TYPE_FD)
                close(static_cast<int>(object->fd));
        }
    }

    /// All that it hears, but for what concerns its nodes: "BR_TRANSACTION_COMPLETE, BR_REPLY", and why
    /// something failed. What comes is freed, with its descriptors.
    static std::string hears(Talker &who)
    {
        std::string all;
        const int error = who.hear([&](uint32_t command, Talker::Argument argument) {
            who.confirm(command, argument);
            const uint32_t number = _IOC_NR(command);
            if (number < _IOC_NR(BR_INCREFS) || number > _IOC_NR(BR_NOOP))
                all += (all.empty() ? "" : ", ") + hear(who, command, argument);
        });
        return all.empty() ? strerrorname_np(error) : all;
    }

    /// Hears until a call or an answer comes, which it leaves as it is.
    static binder_transaction_data take(Talker &who)
    {
        binder_transaction_data data{};
        while (data.data.ptr.buffer == 0)
            who.talk([&](uint32_t command, Talker::Argument argument) {
                who.confirm(command, argument);
                if (command == BR_TRANSACTION || command == BR_REPLY)
                    data = part<binder_transaction_data>(argument);
            });
        who.tell();
        return data;
    }

    /// A call with this parcel: what the client hears in the end.
    std::string call(const Parcel &parcel)
    {
        client.call(handle, parcel);
        return answered(Parcel());
    }
    std::string call(const binder_transaction_data_sg &sent)
    {
        client.say(BC_TRANSACTION_SG, sent);
        return answered(Parcel());
    }
    /// The same for an answer with this parcel.
    std::string answer(const Parcel &parcel)
    {
        client.call(handle, {}, TF_ACCEPT_FDS);
        return answered(parcel);
    }

private:
    // It begins before these are open, or its end would close them.
    std::unique_ptr<Meeting> meeting_;

public:
    Opened opened_server;
    Opened opened_client;
    Talker server;
    Talker client;
    uint32_t handle = 0;

private:
    static std::string hear(Talker &who, uint32_t command, Talker::Argument argument)
    {
        if (command == BR_TRANSACTION || command == BR_REPLY) {
            const auto data = part<binder_transaction_data>(argument);
            close_files(data);
            who.free(data.data.ptr.buffer);
        }
        return answer_name(command) + (command == BR_FAILED_REPLY ? " " + who.failure() : "");
    }

    std::string answered(const Parcel &parcel)
    {
        client.tell();
        if (hears(server) == "BR_TRANSACTION") {
            server.reply(parcel);
            server.tell();
            hears(server);
        }
        return hears(client);
    }
};
