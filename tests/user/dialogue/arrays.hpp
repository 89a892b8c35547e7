// SPDX-License-Identifier: GPL-2.0
// Arrays of descriptors within buffers.
#pragma once

#include <tests/user/dialogue/pair.hpp>

inline void print_next_file(Pair &pair, const char *when)
{
    std::println("-- {}: the next descriptor is {}", when, next_file(pair.manager));
}

inline void answer_and_free(Pair &pair)
{
    pair.manager.reply();
    pair.manager.free();
    pair.manager.go();
    print_next_file(pair, "freed");
    pair.client.go();
    pair.client.free();
}

inline void good_arrays(Pair &pair, const Parcel &two, const char *buffer)
{
    print_next_file(pair, "before");
    pair.client.call(0, 1, two);
    pair.client.tell();
    pair.manager.go();
    print_next_file(pair, "received");
    answer_and_free(pair);
    std::println("-- its user closes one itself");
    pair.client.call(0, 1, Parcel(two).buffer_in(buffer, 8, 0, 16));
    pair.client.tell();
    const long first = next_file(pair.manager);
    pair.manager.go();
    pair.manager.print("close", pair.manager.puppet().call(SYS_close, first));
    answer_and_free(pair);
    std::println("-- no room for files");
    limit_files(pair.manager, true);
    pair.client.call(0, 1, two);
    pair.client.tell();
    pair.manager.go();
    pair.client.go();
    limit_files(pair.manager, false);
    print_next_file(pair, "not received");
}

inline void bad_arrays(Pair &pair, const Parcel &begun, const Parcel &two, const char *buffer)
{
    refused(pair, "one of them is none", Parcel(begun).files_in(3, 0, 20));
    refused(pair, "an array beyond the buffer", Parcel(begun).files_in(2, 0, 28));
    refused(pair, "many more than fit", Parcel(begun).files_in(1ULL << 62, 0, 0));
    refused(pair, "as many as there are", Parcel(begun).files_in(~0ULL, 0, 0));
    refused(pair, "an array that is not aligned", Parcel(begun).files_in(2, 0, 9));
    refused(pair, "an array in what is not there", Parcel(begun).files_in(2, 1, 8));
    refused(pair, "arrays that overlap", Parcel(two).files_in(1, 0, 12));
    refused(pair, "a pointer in an array", Parcel(two).buffer_in(buffer, 8, 0, 8));
}

inline void arrays()
{
    Pair pair("arrays of files");
    const auto first = static_cast<uint32_t>(open_file(pair.client, "first"));
    const auto second = static_cast<uint32_t>(open_file(pair.client, "second"));
    const std::array<uint32_t, 8> numbers = {7, 7, first, second, 7, 7, 1000, 1000};
    char *buffer = apart_of(pair.client);
    std::memcpy(buffer, numbers.data(), sizeof(numbers));
    const Parcel begun = Parcel().bytes("it begins").buffer(buffer, 32);
    const Parcel two = Parcel(begun).files_in(2, 0, 8);
    good_arrays(pair, two, buffer);
    bad_arrays(pair, begun, two, buffer);
    call(pair, Parcel(begun).files_in(0, 0, 1000));
    call(pair, Parcel(begun).files_in(1, 0, 8).files_in(1, 0, 12));
    print_next_file(pair, "after all");
    pair.manager.puppet().end();
    pair.client.call(0, 1, two);
    pair.client.go();
}
