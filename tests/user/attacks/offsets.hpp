// SPDX-License-Identifier: GPL-2.0
// Offsets of objects that overlap, that are no offsets, and that are to be changed once they were
// checked: what a receiver has got it cannot write to.
#pragma once

#include <tests/user/attacks/outcome.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// Three objects' worth of bytes; where they begin is for the attack to say.
inline Parcel objects_at(const std::vector<uint64_t> &offsets)
{
    auto parcel = Parcel().own(1, 1).own(2, 2).buffer("", 0);
    parcel.offsets = offsets;
    return parcel;
}

inline void overlapping(ServerAndClient &both)
{
    const std::array<std::vector<uint64_t>, 18> wrong = {{{0, 24, 48},
                                                          {0, 0},
                                                          {0, 4},
                                                          {0, 8},
                                                          {0, 20},
                                                          {0, 23},
                                                          {0, 28},
                                                          {24, 0},
                                                          {0, 24, 24},
                                                          {0, 48, 24},
                                                          {48, 64},
                                                          {2},
                                                          {64},
                                                          {84},
                                                          {88},
                                                          {1ULL << 32},
                                                          {~0ULL - 23},
                                                          {~0ULL - 3}}};
    for (const auto &offsets : wrong) {
        std::print("objects at");
        for (const uint64_t offset : offsets)
            std::print(" {:#x}", offset);
        std::println(": {}", both.call(objects_at(offsets)));
    }
}

/// Sizes that are not those of offsets, or of anything.
inline void wrong_sizes(ServerAndClient &both)
{
    const auto parcel = objects_at({0, 24, 48});
    const auto good =
        transaction_of(parcel, both.handle, 1, 0, parcel.data.data(), parcel.offsets.data());
    const auto try_it = [&both](const char *what, uint64_t size, const auto &sent) {
        std::println("{} bytes of {}: {}", size, what, both.call(sent));
    };
    for (const uint64_t size :
         {1ULL, 4ULL, 12ULL, 23ULL, 1ULL << 22, 1ULL << 40, ~0ULL - 7, ~0ULL}) {
        auto sent = good;
        sent.transaction_data.offsets_size = size;
        try_it("offsets", size, sent);
        sent = good;
        sent.transaction_data.data_size = size;
        try_it("data", size, sent);
        sent = good;
        sent.buffers_size = size;
        try_it("buffers", size, sent);
    }
}

/// The same memory is offset and data.
inline void one_memory(ServerAndClient &both)
{
    auto parcel = Parcel().bytes({"\x08\0\0\0\0\0\0\0", 8}).own(1, 1);
    std::println("data that is its own offset: {}",
                 both.call(transaction_of(parcel, both.handle, 1, 0, parcel.data.data(),
                                          parcel.data.data())));
    parcel.data[0] = std::byte{16};
    std::println("and a wrong one: {}",
                 both.call(transaction_of(parcel, both.handle, 1, 0, parcel.data.data(),
                                          parcel.data.data())));
}

/// Tries to write where something was received, in each way there is.
inline void try_to_write(uint64_t address)
{
    auto *there = reinterpret_cast<void *>(address);
    auto *page = reinterpret_cast<void *>(address & ~4095ULL);
    print_outcome("mprotect", mprotect(page, 4096, PROT_READ | PROT_WRITE));
    const int memory = open("/proc/self/mem", O_RDWR);
    print_outcome("as a file", pwrite(memory, "overwritten", 11, static_cast<off_t>(address)));
    close(memory);
    const int zero = open("/dev/zero", O_RDONLY);
    print_outcome("read into it", read(zero, there, 8));
    close(zero);
    print_outcome("a signal's mask",
                  sigprocmask(SIG_BLOCK, nullptr, static_cast<sigset_t *>(there)));
    print_outcome("protected and unprotected", mprotect(page, 4096, PROT_NONE));
    print_outcome("to be written", mprotect(page, 4096, PROT_WRITE));
    print_outcome("to be read", mprotect(page, 4096, PROT_READ));
}

inline void overwriting(ServerAndClient &both)
{
    const auto parcel = Parcel().own(1, 1).own(2, 2);
    both.client.call(both.handle, parcel);
    both.client.tell();
    const auto data = ServerAndClient::take(both.server);
    const auto *offsets = reinterpret_cast<const uint64_t *>(data.data.ptr.offsets);
    const auto *objects = reinterpret_cast<const flat_binder_object *>(data.data.ptr.buffer);
    try_to_write(data.data.ptr.offsets);
    std::println("offsets {} {}, handles {} {}", offsets[0], offsets[1], objects[0].handle,
                 objects[1].handle);
    both.server.free(data.data.ptr.buffer);
    both.server.reply();
    both.server.tell();
    ServerAndClient::hears(both.server);
    std::println("{}", ServerAndClient::hears(both.client));
}

inline void offsets()
{
    ServerAndClient both;
    overlapping(both);
    wrong_sizes(both);
    one_memory(both);
    overwriting(both);
}

} // namespace attacks
