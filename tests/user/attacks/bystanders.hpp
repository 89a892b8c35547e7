// SPDX-License-Identifier: GPL-2.0
// A service and its client, who have nothing to do with attacks: they notice if the driver suffers.
#pragma once

#include <tests/user/attacks/meeting.hpp>

#include <memory>
#include <string>

class Bystanders {
public:
    explicit Bystanders(const std::string &device)
    {
        const Meeting meeting(device);
        service_ = std::make_unique<Child>([&device](const Child::Begun &begun) {
            BinderClient binder(device);
            binder.call(0, Meeting::keep, {.bytes = "", .object = Message::own(0x5e41)});
            begun();
            binder.loop([](uint64_t, uint32_t, const Message &message) {
                return Message{.bytes = {message.bytes.rbegin(), message.bytes.rend()},
                               .object = {}};
            });
        });
        client_ = std::make_unique<BinderClient>(device);
        handle_ = client_->call(0, Meeting::find, {}).object->handle;
    }

    pid_t service() const { return service_->pid(); }

    /// Return: whether the answer is right, 8 times in a row.
    bool answers()
    {
        std::string bytes = "a question";
        bool is_right = true;
        for (int i = 0; i < 8; i++) {
            bytes += bytes;
            const auto answer = client_->call(handle_, 1, {.bytes = bytes, .object = {}});
            is_right = is_right && answer.bytes == std::string(bytes.rbegin(), bytes.rend());
        }
        return is_right;
    }

private:
    std::unique_ptr<Child> service_;
    std::unique_ptr<BinderClient> client_;
    uint32_t handle_ = 0;
};
