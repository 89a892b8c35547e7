// SPDX-License-Identifier: GPL-2.0
// Children that have their parent's open device, and what they can do with it.
#pragma once

#include <tests/user/attacks/mappings.hpp>

namespace attacks {

/// Lets a child do something, and says how it ended.
inline void in_child(const char *what, const std::function<void()> &work)
{
    Child child([&work](const Child::Begun &begun) {
        begun();
        work();
    });
    const int status = child.finish();
    std::println("{}: {}", what, WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "ended");
}

/// What was received, and not freed: the child frees it, and answers in its own name.
inline void foreign_thread(ServerAndClient &both)
{
    both.client.call(both.handle, Parcel());
    both.client.tell();
    const auto data = ServerAndClient::take(both.server);
    in_child("a child frees and answers", [&] {
        both.server.free(data.data.ptr.buffer);
        both.server.reply();
        both.server.tell();
        std::println("it hears {}", ServerAndClient::hears(both.server));
        print_outcome("thread exit", ioctl(both.opened_server.fd, BINDER_THREAD_EXIT, 0));
    });
    std::println("the client hears {}", ServerAndClient::hears(both.client));
    // It is freed already, and the call is this thread's.
    both.server.free(data.data.ptr.buffer);
    both.server.reply();
    both.server.tell();
    std::println("the client hears {}", ServerAndClient::hears(both.client));
}

inline void forks()
{
    ServerAndClient both;
    const auto *base = reinterpret_cast<volatile char *>(both.opened_server.base);
    deliver(both);
    in_child("a child reads what its parent receives", [&] { [[maybe_unused]] char c = *base; });
    in_child("a child maps it",
             [&] { map("again", both.opened_server.fd, 4096, PROT_READ, MAP_PRIVATE); });
    in_child("a child becomes manager", [&] {
        print_outcome("manager", ioctl(both.opened_server.fd, BINDER_SET_CONTEXT_MGR, 0));
    });
    foreign_thread(both);
    std::println("then: {}", deliver(both));
    // Whoever wants can have it in a child, against the driver's will.
    madvise(const_cast<char *>(base), Side::mapped, MADV_DOFORK);
    in_child("a child that has the mapping", [] {});
    std::println("then: {}", deliver(both));
}

} // namespace attacks
