// SPDX-License-Identifier: GPL-2.0
// Objects that nobody needs any more, and that are wanted again; and those of owners who are gone.
#pragma once

#include <tests/user/attacks/dead_objects.hpp>
#include <tests/user/attacks/owners.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// The manager hears a one-way call, and drops what came with it.
inline void hear_and_drop(Side &side)
{
    side.go();
    side.free();
    side.tell();
}

inline void sent_again()
{
    Pair pair("an object is sent again when it is dropped, and its owner has not heard of it");
    const auto send = [&pair](uint64_t cookie) {
        pair.client.call(0, 1, Parcel().own(0x100, cookie), TF_ONE_WAY);
        pair.client.tell();
    };
    send(1);
    hear_and_drop(pair.manager);
    send(1);
    pair.client.go();
    print_nodes(pair.client);
    hear_and_drop(pair.manager);
    send(1);
    pair.client.go();
    hear_and_drop(pair.manager);
    std::println("-- with another cookie, as long as it is known");
    send(2);
    pair.client.go();
    pair.client.go();
    std::println("-- and when it is forgotten");
    const binder_ptr_cookie object{.ptr = 0x100, .cookie = 1};
    pair.client.say(BC_INCREFS_DONE, object);
    pair.client.say(BC_ACQUIRE_DONE, object);
    pair.client.go();
    send(2);
    pair.client.go();
    hear_and_drop(pair.manager);
    print_nodes(pair.client);
}

inline void wrong_confirmations()
{
    Pair pair("what is confirmed that was not told");
    Side &client = pair.client;
    const auto confirm = [&client](uint64_t pointer, uint64_t cookie) {
        const binder_ptr_cookie object{.ptr = pointer, .cookie = cookie};
        for (int i = 0; i < 3; i++) {
            client.say(BC_ACQUIRE_DONE, object);
            client.say(BC_INCREFS_DONE, object);
        }
        client.tell();
        print_nodes(client);
    };
    client.call(0, 1, Parcel().own(0x100, 1), TF_ONE_WAY);
    client.tell();
    confirm(0x100, 1);
    confirm(0x200, 1);
    client.go();
    confirm(0x100, 2);
    confirm(0x100, 1);
    const binder_ptr_cookie manager{.ptr = 0, .cookie = 0};
    for (int i = 0; i < 3; i++) {
        pair.manager.say(BC_ACQUIRE_DONE, manager);
        pair.manager.say(BC_INCREFS_DONE, manager);
    }
    hear_and_drop(pair.manager);
    client.go();
    print_nodes(client);
    call(pair, Parcel().bytes("all the same"));
}

inline void weak_handles()
{
    Pair pair("a weak handle is no way to the object");
    Side &manager = pair.manager;
    const uint32_t handle = 1;
    pair.client.call(0, 1, Parcel().own(0x100, 1, 0, BINDER_TYPE_WEAK_BINDER), TF_ONE_WAY);
    pair.client.go();
    manager.go();
    for (int i = 0; i < 3; i++)
        manager.say(BC_ACQUIRE, handle);
    manager.say(BC_RELEASE, handle);
    manager.say(BC_INCREFS, handle);
    manager.free();
    manager.tell();
    print_handle(manager, 1);
    manager.call(1, 1);
    manager.go();
    print_error(manager);
    for (int i = 0; i < 3; i++)
        manager.say(BC_DECREFS, handle);
    manager.tell();
    print_handle(manager, 1);
    pair.client.go();
    print_nodes(pair.client);
}

/// Sends an object twice, and keeps a handle meanwhile. What becomes of the object when that is dropped
/// is left to another thread to hear.
///
/// Return: whether it came with the same handle.
inline bool comes_as_itself(ServerAndClient &both, bool is_strong)
{
    const auto parcel =
        Parcel().own(0x100, 1, 0, is_strong ? BINDER_TYPE_BINDER : BINDER_TYPE_WEAK_BINDER);
    const auto send = [&] {
        both.client.call(both.handle, parcel, TF_ONE_WAY);
        both.client.tell();
        return ServerAndClient::take(both.server).data.ptr.buffer;
    };
    const auto handle_in = [](uint64_t buffer) {
        return reinterpret_cast<const flat_binder_object *>(buffer)->handle;
    };
    const uint64_t first = send();
    const uint32_t handle = handle_in(first);
    both.server.say(is_strong ? BC_ACQUIRE : BC_INCREFS, handle);
    both.server.free(first);
    both.server.tell();
    const uint64_t second = send();
    const bool is_same = handle_in(second) == handle;
    hear_objects(both.client, [](uint32_t, Talker::Argument) {});
    both.client.tell();
    both.server.say(is_strong ? BC_RELEASE : BC_DECREFS, handle);
    both.server.free(second);
    both.server.tell();
    return is_same;
}

/// Two threads of an owner send one object. Calls of one of them fail, so that the driver forgets the
/// object again and again; meanwhile the other one must not bring back what is being forgotten: then
/// the same object would come with another handle.
inline void forgotten_at_once()
{
    constexpr int rounds = 300;
    ServerAndClient both;
    std::atomic<bool> is_done = false;
    std::thread failing([&] {
        Talker talker(both.opened_client);
        const std::array<Parcel, 2> parcels = {
            Parcel().own(0x100, 1).handle(77),
            Parcel().own(0x100, 1, 0, BINDER_TYPE_WEAK_BINDER).handle(77)};
        for (size_t i = 0; !is_done; i++) {
            talker.call(both.handle, parcels[i % 2], TF_ONE_WAY);
            hear_objects(talker, [](uint32_t, Talker::Argument) {});
        }
    });
    int others = 0;
    for (int i = 0; i < rounds; i++)
        others += comes_as_itself(both, i % 2 == 0) ? 0 : 1;
    is_done = true;
    failing.join();
    std::println("-- an object that is forgotten while it is sent: {} times it was another one",
                 others);
}

inline void nodes()
{
    owned_at_once();
    forgotten_at_once();
    sent_again();
    wrong_confirmations();
    weak_handles();
    dead_objects();
    next_manager();
}

} // namespace attacks
