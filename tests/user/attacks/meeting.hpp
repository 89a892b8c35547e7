// SPDX-License-Identifier: GPL-2.0
// How processes find each other: by a manager that keeps one object, and gives it to who asks.
#pragma once

#include <tests/user/attacks/child.hpp>
#include <tests/user/binder_client.hpp>
#include <tests/user/comes_true.hpp>

/// It lasts as long as the object. Attackers want to be managers themselves.
class Meeting {
public:
    enum Code : uint32_t { keep = 1, find };

    explicit Meeting(const std::string &device)
        : manager_([&device](const Child::Begun &begun) {
              BinderClient binder(device);
              Message kept;
              become_manager(binder);
              begun();
              binder.loop([&](uint64_t, uint32_t code, const Message &message) {
                  if (code == find)
                      return kept;
                  if (kept.object)
                      binder.release(kept.object->handle);
                  kept = message;
                  return Message();
              });
          })
    {}

private:
    // The one before may not be gone yet.
    static void become_manager(BinderClient &binder)
    {
        comes_true([&binder] {
            try {
                binder.become_manager();
                return true;
            } catch (const std::system_error &) {
                return false;
            }
        });
    }

    Child manager_;
};
