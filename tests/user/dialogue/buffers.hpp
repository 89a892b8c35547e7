// SPDX-License-Identifier: GPL-2.0
// Buffers that transactions point to.
#pragma once

#include <tests/user/dialogue/pair.hpp>

inline void good_buffers(Pair &pair, char *words)
{
    call(pair, Parcel().bytes("it begins").buffer(words, 32));
    call(pair, Parcel().buffer(words, 12).buffer(words + 8, 4).buffer(words + 16, 0));
    std::println("-- parents");
    call(pair, Parcel()
                   .bytes("it begins")
                   .buffer(words, 32)
                   .buffer_in(words, 16, 0, 0)
                   .buffer_in(words + 8, 16, 0, 8)
                   .buffer_in(words + 16, 16, 2, 8)
                   .buffer_in(words + 24, 8, 0, 24));
    std::println("-- an answer");
    char *theirs = apart_of(pair.manager);
    std::memcpy(theirs, words, 32);
    call(pair, Parcel(), 0,
         Parcel().bytes("answer").buffer(theirs, 24).buffer_in(theirs + 8, 8, 0, 16));
}

inline void bad_parents(Pair &pair, char *words, const Parcel &begun)
{
    const auto in = [&](uint64_t parent, uint64_t offset) {
        return Parcel(begun).buffer_in(words, 8, parent, offset);
    };
    refused(pair, "it is its own parent", in(1, 0));
    refused(pair, "a parent that comes later", Parcel(in(2, 0)).buffer(words, 8));
    refused(pair, "no such parent", in(~0ULL, 0));
    refused(pair, "beyond the parent", in(0, 25));
    refused(pair, "far beyond the parent", in(0, ~0ULL - 3));
    refused(pair, "the parent is at the very beginning",
            Parcel().buffer(words, 32).buffer_in(words, 8, 0, 0));
    refused(pair, "the parent is no buffer",
            Parcel().bytes("it begins").own(1, 2).buffer(words, 8).buffer_in(words, 8, 0, 0));
    refused(pair, "pointers that overlap", Parcel(in(0, 8)).buffer_in(words, 8, 0, 15));
    refused(pair, "pointers in falling order", Parcel(in(0, 8)).buffer_in(words, 8, 0, 0));
    refused(pair, "neither the last buffer nor a parent of it",
            Parcel(begun).buffer(words, 8).buffer_in(words, 8, 0, 0));
}

inline void bad_buffers(Pair &pair, Parcel begun)
{
    const char *end =
        reinterpret_cast<char *>(pair.client.puppet().memory().data()) + Puppet::memory_size;
    refused(pair, "a buffer that is not there", Parcel().bytes("x").buffer(nullptr, 8));
    refused(pair, "a buffer that ends too late", Parcel().buffer(end - 4, 8));
    refused(pair, "a buffer at the end of all addresses",
            Parcel().buffer(reinterpret_cast<const void *>(~7ULL), 16));
    begun.buffers_size -= 8;
    refused(pair, "no room for the buffer", begun);
    begun.buffers_size = 4;
    refused(pair, "room that is not aligned", begun);
    begun.buffers_size = 1ULL << 40;
    refused(pair, "more room than there is", begun);
    begun.buffers_size = ~7ULL;
    refused(pair, "much more room than there is", begun);
}

/// Who got the open device from another process may not map what that one receives.
inline void mappings()
{
    Side owner("owner");
    Side other("other");
    owner.open(device);
    const long process = other.puppet().call(SYS_pidfd_open, owner.puppet().pid(), 0).value;
    const long fd = other.puppet().call(SYS_pidfd_getfd, process, owner.fd(), 0).value;
    std::println("== mappings");
    const auto map = [](Side &side, const char *what, long of, size_t size, int protection) {
        const Outcome outcome =
            side.puppet().call(SYS_mmap, 0, size, protection, MAP_PRIVATE, of, 0);
        side.print(what, outcome.value < 0 ? outcome : Outcome{.value = 0, .error = 0});
    };
    map(other, "maps it", fd, 4096, PROT_READ);
    map(other, "maps it to write", fd, 4096, PROT_READ | PROT_WRITE);
    map(owner, "maps it again", owner.fd(), 4096, PROT_READ);
    map(owner, "maps it to write", owner.fd(), 4096, PROT_READ | PROT_WRITE);
}

inline void buffers()
{
    Pair pair("buffers");
    const std::array<uint64_t, 4> numbers = {1, 2, 3, 4};
    char *words = apart_of(pair.client);
    std::memcpy(words, numbers.data(), sizeof(numbers));
    const Parcel begun = Parcel().bytes("it begins").buffer(words, 32);
    good_buffers(pair, words);
    bad_parents(pair, words, begun);
    bad_buffers(pair, begun);
    call(pair, begun);
}
