// SPDX-License-Identifier: GPL-2.0
// What a process counts, asks, and sets.
#pragma once

#include <tests/user/faults/trial.hpp>

namespace faults {

/// A handle that the third does not have before, nor behind. Who counts in vain is not told.
inline void count(Parties &parties)
{
    const uint32_t manager = 0;
    Talker &third = parties.third.talker();
    const auto say = [&](std::initializer_list<uint32_t> commands) {
        for (const uint32_t command : commands)
            third.say(command, manager);
        return parties.third.tell();
    };
    try_with_each_fault(
        parties, {.name = "binder: count a handle",
                  .ends = {"third EFAULT; "},
                  .run = [&] { return say({BC_ACQUIRE, BC_INCREFS, BC_RELEASE, BC_DECREFS}); },
                  .finish = [&] { return say({BC_RELEASE, BC_DECREFS}); }});
}

inline void ask(Parties &parties)
{
    try_with_each_fault(parties, {.name = "binder: ask and set",
                                  .ends = {"ioctl EFAULT; ", "ioctl EINVAL; ", "ioctl ENOMEM; "},
                                  .run = [&] {
                                      binder_node_debug_info node{};
                                      binder_frozen_status_info frozen{};
                                      frozen.pid = static_cast<uint32_t>(getpid());
                                      binder_version version{};
                                      uint32_t none = 0;
                                      const std::pair<unsigned long, void *> controls[] = {
                                          {BINDER_GET_NODE_DEBUG_INFO, &node},
                                          {BINDER_GET_FROZEN_INFO, &frozen},
                                          {BINDER_VERSION, &version},
                                          {BINDER_SET_MAX_THREADS, &none},
                                          {BINDER_ENABLE_ONEWAY_SPAM_DETECTION, &none},
                                      };
                                      std::string wrong;
                                      for (const auto &[command, argument] : controls)
                                          wrong += parties.service.control(command, argument);
                                      return wrong;
                                  }});
}

inline void questions(Parties &parties)
{
    count(parties);
    ask(parties);
}

} // namespace faults
