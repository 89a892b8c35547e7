// SPDX-License-Identifier: GPL-2.0
// What a process hears of others: that they are gone, or frozen.
#pragma once

#include <tests/user/binder_uapi.hpp>
#include <tests/user/faults/trial.hpp>

#include <poll.h>

namespace faults {

inline constexpr uint64_t notice = 0x11; // a cookie

inline void ask_for_death(Parties &parties)
{
    Talker &client = parties.client.talker();
    const binder_handle_cookie death{.handle = parties.client.known.third, .cookie = notice};
    try_with_each_fault(parties,
                        {.name = "binder: ask for a death",
                         .ends = {"client EFAULT; ", "client BR_ERROR; "},
                         .run =
                             [&] {
                                 client.say(BC_REQUEST_DEATH_NOTIFICATION, death);
                                 client.say(BC_CLEAR_DEATH_NOTIFICATION, death);
                                 return parties.client.hear(BR_CLEAR_DEATH_NOTIFICATION_DONE);
                             },
                         .finish =
                             [&] {
                                 client.say(BC_CLEAR_DEATH_NOTIFICATION, death);
                                 return parties.client.tell();
                             }});
}

/// Of a fourth party, which goes each time.
inline void hear_of_death(Parties &parties)
{
    Talker &client = parties.client.talker();
    binder_handle_cookie death{.handle = 0, .cookie = notice};
    uint32_t handle = 0; // the service's
    const auto prepare = [&] {
        {
            Party fourth("fourth", {.own = 2, .third = 0, .peer = 0});
            fourth.known.peer = fourth.talker().find();
            handle = parties.meet(fourth, 1);
            death.handle = parties.client_finds(handle);
            client.say(BC_REQUEST_DEATH_NOTIFICATION, death);
            parties.client.tell();
        }
        pollfd heard{.fd = client.opened().fd, .events = POLLIN, .revents = 0};
        comes_true([&heard] { return poll(&heard, 1, 0) == 1; });
    };
    try_with_each_fault(parties, {.name = "binder: hear of a death",
                                  .ends = {"client EFAULT; "},
                                  .prepare = prepare,
                                  .run = [&] { return parties.client.hear(BR_DEAD_BINDER); },
                                  .finish =
                                      [&] {
                                          client.say(BC_DEAD_BINDER_DONE, notice);
                                          client.say(BC_RELEASE, death.handle);
                                          parties.service.talker().say(BC_RELEASE, handle);
                                          return parties.client.tell() + parties.service.tell();
                                      }});
}

/// All of them are one process: they are frozen together.
inline std::string freeze(const Party &by, bool enable)
{
    binder_freeze_info info{
        .pid = static_cast<uint32_t>(getpid()), .enable = enable ? 1u : 0u, .timeout_ms = 0};
    return by.control(BINDER_FREEZE, &info);
}

inline std::string freeze_and_thaw(Parties &parties, const HandleCookie &third)
{
    Talker &client = parties.client.talker();
    binder_frozen_status_info status{};
    status.pid = static_cast<uint32_t>(getpid());
    const auto hear = [&] { return parties.client.hear(br_frozen_binder); };
    const auto confirm = [&] {
        client.say(bc_freeze_notification_done, notice);
        return std::string();
    };
    const auto call = [&] {
        Parties::call(parties.client, {}, TF_ONE_WAY);
        return parties.client.hear(br_transaction_pending_frozen);
    };
    client.say(bc_request_freeze_notification, third);
    for (const std::function<std::string()> &step :
         std::initializer_list<std::function<std::string()>>{
             hear, confirm, [&] { return freeze(parties.client, true); }, hear, confirm, call,
             [&] { return parties.client.control(BINDER_GET_FROZEN_INFO, &status); },
             [&] { return freeze(parties.client, false); }, hear, confirm})
        if (auto wrong = step(); !wrong.empty())
            return wrong;
    client.say(bc_clear_freeze_notification, third);
    return parties.client.hear(br_clear_freeze_notification_done);
}

inline void hear_of_freezing(Parties &parties)
{
    Talker &client = parties.client.talker();
    const HandleCookie third{.handle = parties.client.known.third, .cookie = notice};
    try_with_each_fault(parties,
                        {.name = "binder: hear of freezing",
                         .ends = {"client EFAULT; ", "client ENOMEM; ", "client FAILED ENOMEM; ",
                                  "ioctl EFAULT; ", "ioctl ENOMEM; "},
                         .run = [&] { return freeze_and_thaw(parties, third); },
                         .finish =
                             [&] {
                                 freeze(parties.client, false);
                                 client.say(bc_clear_freeze_notification, third);
                                 parties.client.tell();
                                 client.say(bc_freeze_notification_done, notice);
                                 parties.client.tell();
                                 // Again, for what was to be told behind the first.
                                 const auto wrong = parties.client.say();
                                 client.say(bc_freeze_notification_done, notice);
                                 parties.client.tell();
                                 return wrong;
                             }});
}

inline void notices(Parties &parties)
{
    ask_for_death(parties);
    hear_of_death(parties);
    hear_of_freezing(parties);
}

} // namespace faults
