// SPDX-License-Identifier: GPL-2.0
// What becomes of the pages of a process when the kernel is short of memory.
#pragma once

#include <tests/user/dialogue/places.hpp>
#include <tests/user/dialogue/process_stats.hpp>

/// Has the kernel take back all that it can.
inline void drop_caches()
{
    std::ofstream("/proc/sys/vm/drop_caches") << 2 << std::flush;
    std::println("-- memory is short");
}

/// How many pages of a side are in use, could be taken back, and are not there; and the highest.
inline void print_pages(Side &side)
{
    for (const auto &line : stats_with_pages_of(side.puppet().pid()))
        if (line.starts_with("pages"))
            std::println("{}:  {}", side.name(), line);
}

/// What a side finds where it has received something.
inline void print_bytes(Side &side, uint64_t address)
{
    const auto bytes = side.puppet().peek(address, 4);
    std::println("{} reads {}", side.name(),
                 bytes.empty()
                     ? "nothing"
                     : std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
}

inline void answer_with(Pair &pair, size_t size, char byte)
{
    call_and_keep(pair, {}, 0, Parcel().bytes(std::string(size, byte)));
}

inline void shrinking()
{
    Pair pair("memory that the kernel takes back");
    Side &client = pair.client;
    for (const char byte : {'a', 'b', 'c'})
        answer_with(pair, 40000, byte);
    const auto places = client.received();
    print_pages(client);
    drop_caches();
    std::println("-- what was received and not freed stays");
    print_pages(client);
    for (const uint64_t place : places)
        print_bytes(client, place + 20000);
    std::println("-- the one in the middle is freed");
    client.say(BC_FREE_BUFFER, places[1]);
    client.tell();
    print_pages(client);
    print_bytes(client, places[1] + 20000);
    drop_caches();
    print_pages(client);
    for (const uint64_t place : places)
        print_bytes(client, place + 20000);
    std::println("-- its place is used again");
    answer_with(pair, 20000, 'd');
    print_pages(client);
    for (const uint64_t offset : {0, 16000, 32000})
        print_bytes(client, places[1] + offset);
    drop_caches();
    print_pages(client);
    print_bytes(client, places[1]);
    std::println("-- half of the mapping goes meanwhile");
    client.print("munmap",
                 client.puppet().call(SYS_munmap, places[0] + 65536, client.mapped - 65536));
    client.free();
    client.tell();
    drop_caches();
    print_pages(client);
    answer_with(pair, 100000, 'e');
    print_pages(client);
}
