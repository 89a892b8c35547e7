// SPDX-License-Identifier: GPL-2.0
// Where transactions are put among others that were not freed yet.
#pragma once

#include <tests/user/dialogue/process_logs.hpp>

/// A side that is sent to, and what it has received and not freed.
class Places {
public:
    /// A reply of `size` bytes, which the client keeps.
    void fill(size_t size) { call_and_keep(pair_, {}, 0, Parcel().bytes(std::string(size, 'x'))); }
    /// Frees what came as the `index`th.
    void free(size_t index)
    {
        pair_.client.say(BC_FREE_BUFFER, pair_.client.received()[index]);
        pair_.client.tell();
    }
    void print() { print_log(log_of(pair_.client)); }

private:
    Pair pair_{"places"};
};

inline void places()
{
    Places places;
    for (const size_t size : {24, 160, 40, 96, 320, 56, 8})
        places.fill(size);
    places.print();
    std::println("-- gaps apart from each other: the smallest that is large enough");
    for (const size_t index : {1, 3, 5})
        places.free(index);
    for (const size_t size : {64, 48, 200})
        places.fill(size);
    places.print();
    std::println("-- gaps that become one, on either side and on both");
    for (const size_t index : {4, 7, 2, 0})
        places.free(index);
    places.print();
    for (const size_t size : {300, 24, 8})
        places.fill(size);
    places.print();
    std::println("-- the last ones make room behind all others");
    for (const size_t index : {6, 9, 8})
        places.free(index);
    places.fill(640);
    places.print();
}
