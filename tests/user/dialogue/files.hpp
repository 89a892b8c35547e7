// SPDX-License-Identifier: GPL-2.0
// Descriptors in transactions.
#pragma once

#include <tests/user/dialogue/pair.hpp>

inline void no_room_for_files(Pair &pair, const Parcel &two)
{
    std::println("-- no room for files");
    limit_files(pair.manager, true);
    pair.client.call(0, 1, two);
    pair.client.tell();
    pair.manager.go();
    pair.client.go();
    std::println("-- one-way, and others go on");
    pair.client.call(0, 1, two, TF_ONE_WAY);
    pair.client.call(0, 2, Parcel().bytes("next"), TF_ONE_WAY);
    pair.client.tell();
    pair.manager.go();
    pair.manager.go();
    pair.client.go();
    pair.manager.free();
    pair.manager.tell();
    limit_files(pair.manager, false);
}

inline void no_room_for_the_answer(Pair &pair, int file)
{
    std::println("-- no room for the answer's file");
    pair.client.call(0, 1, Parcel(), TF_ACCEPT_FDS);
    pair.client.tell();
    pair.manager.go();
    limit_files(pair.client, true);
    pair.manager.reply(Parcel().file(file));
    pair.manager.free();
    pair.manager.go();
    pair.client.go();
    pair.client.go();
    limit_files(pair.client, false);
}

inline void files()
{
    Pair pair("files");
    const int first = open_file(pair.client, "first");
    const int second = open_file(pair.client, "second");
    const int third = open_file(pair.manager, "third");
    const auto two = Parcel().file(first, 0x77).bytes("between").file(second);
    call(pair, two, TF_ACCEPT_FDS, Parcel().file(third));
    std::println("-- what was received is its user's");
    pair.manager.print("flags", pair.manager.puppet().call(SYS_fcntl, third + 1, F_GETFD));
    pair.manager.print("close", pair.manager.puppet().call(SYS_close, third + 1));
    pair.manager.print("close", pair.manager.puppet().call(SYS_close, third + 2));
    std::println("-- an answer with a file, which the caller does not accept");
    call(pair, Parcel(), 0, Parcel().file(third));
    pair.manager.free();
    pair.manager.tell();
    refused(pair, "no such file", Parcel().file(1000));
    refused(pair, "a file, and then none", Parcel().file(first).file(-1));
    no_room_for_files(pair, two);
    no_room_for_the_answer(pair, third);
    call(pair, Parcel().file(first));
}

inline void refused_files()
{
    Pair pair("a manager that accepts no files", 0);
    refused(pair, "a file", Parcel().file(0));
    call(pair, Parcel().bytes("no file"));
}
