// SPDX-License-Identifier: GPL-2.0
// A service that is what handle 0 means, a client, and a third one; and what the driver says of them.
#pragma once

#include <tests/user/attacks/own_descriptors.hpp>
#include <tests/user/faults/party.hpp>

#include <algorithm>

namespace faults {

class Parties {
    // It begins before all others, or it would have what they open.
    Meeting meeting_{device};

public:
    Parties()
    {
        service.talker().leave(service.known.own);
        client.known.peer = client.talker().find();
        third.known.peer = third.talker().find();
        service.talker().say(BC_ENTER_LOOPER);
        service.tell();
        service.known = {.own = 0x5000,
                         .third = meet(third, 0x7000, FLAT_BINDER_FLAG_TXN_SECURITY_CTX),
                         .peer = meet(client, 0xc000)};
        client.known.third = client_finds(service.known.third);
    }

    Party service{"service", {.own = 0x5e, .third = 0, .peer = 0}};
    Party client{"client", {.own = 0xc100, .third = 0, .peer = 0}};
    Party third{"third", {.own = 0x7100, .third = 0, .peer = 0}};
    attacks::Watched sent;

    /// Prepares a call of the service.
    static void call(Party &by, const Parcel &parcel, uint32_t flags)
    {
        by.talker().call(by.known.peer, parcel, flags);
    }

    /// The client gets a handle for what the service has a handle for.
    uint32_t client_finds(uint32_t handle)
    {
        call(client, {}, 0);
        client.tell();
        service.hear(BR_TRANSACTION);
        service.talker().reply(Parcel().handle(handle));
        service.tell();
        client.hear(BR_REPLY);
        return keep(client);
    }

    /// Tells the service of an object, for which it keeps a handle.
    uint32_t meet(Party &party, uint64_t object, uint32_t flags = 0)
    {
        call(party, Parcel().own(object, object, flags), TF_ONE_WAY);
        party.tell();
        service.hear(BR_TRANSACTION);
        return keep(service);
    }

    /// All hear all there is, free it, and answer.
    ///
    /// Return: what went wrong.
    std::string settle()
    {
        std::string wrong;
        for (int i = 0; i < 2; i++)
            for (Party *party : {&client, &service, &third})
                wrong += party->settle();
        return wrong;
    }

    /// What the driver says of them: objects, handles, places, calls; and how many files they have.
    /// Without what it only ever counts up.
    std::string state() const
    {
        std::ifstream log(std::format("{}/proc/{}", logs, getpid()));
        std::string all, line;
        while (std::getline(log, line))
            all += without_ids(line) + '\n';
        std::ifstream stats(logs + "/stats");
        while (std::getline(stats, line))
            if (!line.contains("BC_") && !line.contains("BR_") && !line.contains(": active 0"))
                all += line.substr(0, line.find(" total")) + '\n';
        return all + std::format("descriptors: {}\n", attacks::descriptors());
    }

private:
    /// Keeps what it has received a handle for.
    uint32_t keep(Party &party)
    {
        const auto &data = party.received.back();
        const auto handle =
            reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer)->handle;
        party.talker().say(BC_ACQUIRE, handle);
        settle();
        return handle;
    }

    /// Leaves out the numbers that are given out anew each time.
    static std::string without_ids(std::string line)
    {
        for (const std::string word : {"node ", "work ", "ref ", "buffer ", "transaction "})
            for (size_t at = 0; (at = line.find(word, at)) != std::string::npos;) {
                at += word.size();
                line.erase(at, line.find_first_not_of("0123456789", at) - at);
            }
        return line;
    }
};

} // namespace faults
