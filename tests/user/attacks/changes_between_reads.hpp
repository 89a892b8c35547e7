// SPDX-License-Identifier: GPL-2.0
// Memory that changes while the driver reads it, step by step: it waits in the middle, and what it has
// read, or what it is about to use, changes.
#pragma once

#include <tests/user/attacks/stopped_call.hpp>

namespace attacks {

inline void changed_objects()
{
    // The first object is read, the second one is about to be, and nothing of the third one is.
    StoppedCall call("objects and offsets change", Parcel().own(1, 1).own(2, 2).own(3, 3), 24);
    const auto other = Parcel().file(0);
    std::memcpy(call.bytes, other.data.data(), other.data.size());
    call.offsets[0] = 1ULL << 32;
    call.offsets[1] = 4;
    call.offsets[2] = 24;
    call.go();
    call.pair.manager.go();
}

/// The type is read, the rest is not.
inline void changed_type()
{
    StoppedCall call("a type changes", Parcel().own(1, 1).own(2, 2), 8);
    const auto other = Parcel().file(0);
    std::memcpy(call.bytes, other.data.data(), 8);
    call.go();
    call.pair.manager.go();
}

/// What is in buffers is read last.
inline void changed_buffers()
{
    Pair pair("buffers and parents change");
    Pause pause(pair.client);
    const auto parcel =
        Parcel().bytes("it begins").buffer(pause.page(), 32).buffer_in(pause.page(), 8, 0, 8);
    char *bytes = pause.page() - 1024;
    char *offsets = pause.page() - 2048;
    std::memcpy(bytes, parcel.data.data(), parcel.data.size());
    std::memcpy(offsets, parcel.offsets.data(), parcel.offsets.size() * sizeof(uint64_t));
    pair.client.say(BC_TRANSACTION_SG, transaction_of(parcel, 0, 1, 0, bytes, offsets));
    pair.client.begin(0);
    pause.wait();
    const auto other =
        Parcel().bytes("it begins").buffer(nullptr, 1 << 20).buffer_in(nullptr, 1 << 20, 0, 4000);
    std::memcpy(bytes, other.data.data(), other.data.size());
    pause.give("8 bytes,and those in between; no more");
    pair.client.finish(0);
    pair.manager.go();
}

inline void receiver_ends()
{
    StoppedCall call("the receiver ends", Parcel().own(1, 1).own(2, 2), 24);
    call.pair.manager.puppet().end();
    call.go();
    call.pair.client.go();
}

inline void receiver_frees()
{
    StoppedCall call("the receiver frees what is not there yet", Parcel().own(1, 1).own(2, 2), 24);
    Side &manager = call.pair.manager;
    for (const uint64_t offset : {0, 8, 24, 48})
        manager.say(BC_FREE_BUFFER, manager.base() + offset);
    manager.tell();
    call.go();
    manager.go();
    manager.free();
    manager.reply();
    manager.go();
    call.pair.client.go();
}

inline void receiver_unmaps()
{
    StoppedCall call("the receiver unmaps", Parcel().own(1, 1).own(2, 2), 24);
    Side &manager = call.pair.manager;
    manager.print("munmap", manager.puppet().call(SYS_munmap, manager.base(), Side::mapped));
    call.go();
    manager.go();
    manager.free();
    manager.tell();
}

inline void sender_closes_file()
{
    Pair pair("the sender closes a file that it sends");
    Pause pause(pair.client);
    const int file = open_file(pair.client, "sent");
    // As much as the largest object is read at once, or more.
    const auto parcel = Parcel().file(file).bytes("bytes of the first page, and the rest");
    constexpr size_t read = 48;
    auto *offset = reinterpret_cast<uint64_t *>(pause.page() - 2048);
    *offset = 0;
    std::memcpy(pause.page() - read, parcel.data.data(), read);
    pair.client.say(BC_TRANSACTION_SG,
                    transaction_of(parcel, 0, 1, 0, pause.page() - read, offset));
    pair.client.begin(0);
    pause.wait();
    pair.client.print("close", pair.client.puppet().call_in(1, SYS_close, file));
    pause.give("");
    pair.client.finish(0);
    pair.manager.go();
}

inline void sender_closes_device()
{
    StoppedCall call("the sender closes the device", Parcel().own(1, 1).own(2, 2), 24);
    Side &client = call.pair.client;
    client.print("close", client.puppet().call_in(1, SYS_close, client.fd()));
    call.go();
    // It is gone with the end of that call.
    settle();
    call.pair.manager.go();
    call.pair.manager.reply();
    call.pair.manager.go();
}

inline void sender_ends()
{
    StoppedCall call("the sender ends", Parcel().own(1, 1).own(2, 2), 24);
    call.pair.client.puppet().end();
    call.pair.manager.go();
}

/// The receiver waits where it is told of a call, and meanwhile it frees it, and the sender ends.
inline void told_in_parts()
{
    Pair pair("the receiver is told in parts");
    Side &manager = pair.manager;
    Pause pause(manager);
    pair.client.call(0, 1, Parcel().own(1, 1));
    pair.client.tell();
    manager.begin(0, 1024, pause.page() - 4);
    pause.wait();
    manager.say(BC_FREE_BUFFER, manager.base());
    manager.tell(1);
    pair.client.puppet().end();
    settle();
    pause.give("");
    manager.finish(0);
    manager.free();
    manager.reply();
    manager.go();
}

inline void changes_between_reads()
{
    changed_objects();
    changed_type();
    changed_buffers();
    receiver_ends();
    receiver_frees();
    receiver_unmaps();
    sender_closes_file();
    sender_closes_device();
    sender_ends();
    told_in_parts();
}

} // namespace attacks
