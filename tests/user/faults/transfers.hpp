// SPDX-License-Identifier: GPL-2.0
// Objects of every kind on their way: sent, received, and freed.
#pragma once

#include <tests/user/faults/full_table.hpp>
#include <tests/user/faults/trial.hpp>

namespace faults {

/// A call, until it is heard.
inline void call(Parties &parties, const char *name, uint32_t flags,
                 std::set<std::string> more_ends)
{
    const AllKinds all(parties.client.known, parties.sent.fd());
    try_with_each_fault(parties, {.name = name,
                                  .ends = {"client EFAULT; ", "client FAILED EFAULT; ",
                                           "client FAILED EINVAL; ", "client FAILED ENOMEM; "},
                                  .more_ends = std::move(more_ends),
                                  .run = [&] {
                                      Parties::call(parties.client, all.parcel, flags);
                                      const auto wrong = parties.client.say();
                                      return wrong.empty() ? parties.service.hear(BR_TRANSACTION)
                                                           : wrong;
                                  }});
}

/// One who wants to know what the kernel's security module calls the caller.
inline void call_with_context(Parties &parties)
{
    const Parcel parcel = Parcel().bytes("who am I?");
    try_with_each_fault(
        parties, {.name = "binder: call with a security context",
                  .ends = {"client EFAULT; ", "client FAILED ENOMEM; "},
                  .more_ends = {"third EFAULT; ", "third EFAULT; client FAILED -; "},
                  .run = [&] {
                      Talker &client = parties.client.talker();
                      client.call(parties.client.known.third, parcel, 0);
                      const auto wrong = parties.client.say();
                      return wrong.empty() ? parties.third.hear(BR_TRANSACTION_SEC_CTX) : wrong;
                  }});
}

/// An answer: it is the caller who hears that it failed.
inline void reply(Parties &parties)
{
    const AllKinds all(parties.service.known, parties.sent.fd());
    try_with_each_fault(parties,
                        {.name = "binder: reply with all kinds of objects",
                         .ends = {"service EFAULT; ", "client FAILED EFAULT; ",
                                  "client FAILED EINVAL; ", "client FAILED ENOMEM; "},
                         .more_ends = {"client EFAULT; "},
                         .prepare =
                             [&] {
                                 Parties::call(parties.client, {}, TF_ACCEPT_FDS);
                                 parties.client.tell();
                                 parties.service.hear(BR_TRANSACTION);
                             },
                         .run =
                             [&] {
                                 parties.service.talker().reply(all.parcel);
                                 const auto wrong = parties.service.hear(BR_TRANSACTION_COMPLETE);
                                 return wrong.empty() ? parties.client.hear(BR_REPLY) : wrong;
                             }});
}

/// What has come, with descriptors for its files.
inline void receive(Parties &parties, const char *name, uint32_t flags, std::set<std::string> ends)
{
    const AllKinds all(parties.client.known, parties.sent.fd());
    const FullTable full;
    try_with_each_fault(parties, {.name = name,
                                  .ends = std::move(ends),
                                  .prepare =
                                      [&] {
                                          FullTable::shrink();
                                          Parties::call(parties.client, all.parcel, flags);
                                          parties.client.say();
                                      },
                                  .run = [&] { return parties.service.hear(BR_TRANSACTION); }});
}

inline void receive_reply(Parties &parties)
{
    const AllKinds all(parties.service.known, parties.sent.fd());
    const FullTable full;
    try_with_each_fault(parties, {.name = "binder: receive a reply with all kinds of objects",
                                  .ends = {"client EFAULT; ", "client FAILED -; "},
                                  .prepare =
                                      [&] {
                                          FullTable::shrink();
                                          Parties::call(parties.client, {}, TF_ACCEPT_FDS);
                                          parties.client.say();
                                          parties.service.hear(BR_TRANSACTION);
                                          parties.service.talker().reply(all.parcel);
                                          parties.service.tell();
                                      },
                                  .run = [&] { return parties.client.hear(BR_REPLY); }});
}

inline void free(Parties &parties)
{
    const AllKinds all(parties.client.known, parties.sent.fd());
    uint64_t buffer = 0;
    const auto free = [&] {
        parties.service.talker().free(buffer);
        return parties.service.tell();
    };
    try_with_each_fault(parties, {.name = "binder: free all kinds of objects",
                                  .ends = {"service EFAULT; "},
                                  .prepare =
                                      [&] {
                                          Parties::call(parties.client, all.parcel, TF_ONE_WAY);
                                          parties.client.tell();
                                          parties.service.hear(BR_TRANSACTION);
                                          const auto data = parties.service.received.back();
                                          parties.service.received.clear();
                                          buffer = data.data.ptr.buffer;
                                          ServerAndClient::close_files(data);
                                      },
                                  .run = free,
                                  // Nobody knows whether it is: once more does no harm.
                                  .finish = free});
}

inline void transfers(Parties &parties)
{
    call(parties, "binder: call with all kinds of objects", 0,
         {"service EFAULT; ", "service EFAULT; client FAILED -; "});
    call(parties, "binder: call one-way with all kinds of objects", TF_ONE_WAY,
         {"service EFAULT; "});
    call_with_context(parties);
    reply(parties);
    receive(parties, "binder: receive a call with all kinds of objects", 0,
            {"service EFAULT; ", "service EFAULT; client FAILED -; ",
             "service EAGAIN; client FAILED -; "});
    receive(parties, "binder: receive a one-way call with all kinds of objects", TF_ONE_WAY,
            {"service EFAULT; ", "service EAGAIN; "});
    receive_reply(parties);
    free(parties);
}

} // namespace faults
