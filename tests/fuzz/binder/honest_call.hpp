// SPDX-License-Identifier: GPL-2.0
// An honest conversation: what has gone before must not keep it from working.
#pragma once

#include <tests/user/binder_client.hpp>

#include <algorithm>

#include <sys/prctl.h>
#include <sys/wait.h>

class HonestCall {
public:
    explicit HonestCall(std::string device) : device_(std::move(device)) {}

    /// Returns whether somebody answered, and was heard to go.
    bool is_answered() const
    {
        const pid_t client = fork();
        if (client == 0) {
            // Whoever waits too long ends, and the manager with it.
            alarm(30);
            _exit(talk() ? 0 : 1);
        }
        int status = 0;
        waitpid(client, &status, 0);
        return status == 0;
    }

private:
    static constexpr uint64_t own = 0x4711;

    [[noreturn]] void manage() const
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        BinderClient binder(device_);
        binder.become_manager();
        binder.loop([](uint64_t, uint32_t, const Message &message) -> Message {
            std::string text = message.bytes.c_str();
            std::ranges::reverse(text);
            if (!message.object)
                return {.bytes = text, .object = {}};
            return {.bytes = text, .object = Message::handle(message.object->handle)};
        });
        _exit(0);
    }

    bool talk() const
    {
        const pid_t manager = fork();
        if (manager == 0)
            manage();
        BinderClient binder(device_);
        const auto answer = call(binder);
        const bool is_right = std::string(answer.bytes.c_str()) == "rednib" && answer.object &&
                              answer.object->hdr.type == BINDER_TYPE_BINDER &&
                              answer.object->binder == own;
        binder.acquire(0);
        binder.listen(0);
        binder.call(0, 1, {.bytes = "x", .object = {}});
        kill(manager, SIGKILL);
        binder.loop([](uint64_t, uint32_t, const Message &) -> Message { return {}; },
                    [&binder] { return !binder.is_gone(); });
        return is_right && waitpid(manager, nullptr, 0) == manager;
    }

    /// The manager may not be there yet.
    static Message call(BinderClient &binder)
    {
        for (;;) {
            try {
                return binder.call(0, 1, {.bytes = "binder", .object = Message::own(own)});
            } catch (const std::runtime_error &) {
                usleep(2000);
            }
        }
    }

    std::string device_;
};
