// SPDX-License-Identifier: GPL-2.0
// An example of Binder: a manager that knows objects by their names, a service, and its clients.
//
//     binder_talk DEVICE manager           is what handle 0 means
//     binder_talk DEVICE serve NAME        answers what it hears in capital letters
//     binder_talk DEVICE say NAME TEXT     calls it
//     binder_talk DEVICE watch NAME        waits until it is gone
#include <tests/user/binder_client.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <print>

namespace {

enum Code : uint32_t { add = 1, find, say };
constexpr uint32_t manager_handle = 0;

// Names have zeros behind them, up to where the object is.
std::string text_of(const Message &message)
{
    return message.bytes.c_str();
}

void manage(BinderClient &binder)
{
    std::map<std::string, uint32_t> handles;
    binder.become_manager();
    std::println("manager: ready");
    binder.loop([&](uint64_t, uint32_t code, const Message &message) -> Message {
        const auto name = text_of(message);
        if (code == add && message.object) {
            std::println("manager: '{}' is handle {} here", name, message.object->handle);
            handles[name] = message.object->handle;
            return {};
        }
        if (!handles.contains(name))
            return {};
        return {.bytes = "", .object = Message::handle(handles[name])};
    });
}

void serve(BinderClient &binder, const std::string &name)
{
    const uint64_t own = 0x5e41;
    binder.call(manager_handle, add, {.bytes = name, .object = Message::own(own)});
    std::println("{}: known to the manager", name);
    binder.loop([&](uint64_t, uint32_t, const Message &message) -> Message {
        auto text = text_of(message);
        std::println("{}: hears '{}'", name, text);
        std::ranges::transform(text, text.begin(),
                               [](unsigned char letter) { return std::toupper(letter); });
        return {.bytes = text, .object = {}};
    });
}

uint32_t look_up(BinderClient &binder, const std::string &name)
{
    const auto answer = binder.call(manager_handle, find, {.bytes = name, .object = {}});
    if (!answer.object)
        throw std::runtime_error("the manager knows no '" + name + "'");
    return answer.object->handle;
}

int talk(std::span<const std::string> arguments)
{
    BinderClient binder(arguments[0]);
    const std::string &what = arguments[1];
    if (what == "manager" && arguments.size() == 2) {
        manage(binder);
    } else if (what == "serve" && arguments.size() == 3) {
        serve(binder, arguments[2]);
    } else if (what == "say" && arguments.size() == 4) {
        const auto handle = look_up(binder, arguments[2]);
        std::println("client: '{}' is handle {} here", arguments[2], handle);
        const auto answer = binder.call(handle, say, {.bytes = arguments[3], .object = {}});
        std::println("client: the answer is '{}'", text_of(answer));
    } else if (what == "watch" && arguments.size() == 3) {
        binder.listen(look_up(binder, arguments[2]));
        binder.loop([](uint64_t, uint32_t, const Message &) -> Message { return {}; },
                    [&] { return !binder.is_gone(); });
        std::println("client: '{}' is gone", arguments[2]);
    } else {
        return 2;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    setlinebuf(stdout);
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 2) {
        std::println(stderr, "usage: binder_talk DEVICE manager|serve|say|watch [NAME [TEXT]]");
        return 2;
    }
    try {
        return talk(arguments);
    } catch (const std::exception &error) {
        std::println(stderr, "binder_talk: {}", error.what());
        return 1;
    }
}
