// SPDX-License-Identifier: GPL-2.0
// What becomes of the mapping that a process receives in is its own business: whatever lies there now,
// the driver leaves it alone.
#pragma once

#include <tests/user/attacks/outcome.hpp>
#include <tests/user/attacks/server_and_client.hpp>

namespace attacks {

/// Bytes of this process, also of where it must not touch them.
inline std::string peek(uint64_t address, size_t size)
{
    std::string bytes(size, '\0');
    const int memory = open("/proc/self/mem", O_RDONLY);
    const ssize_t got = pread(memory, bytes.data(), size, static_cast<off_t>(address));
    close(memory);
    return got < 0 ? "nothing" : bytes.substr(0, static_cast<size_t>(got));
}

/// A call with 7 bytes: what the client hears of it, and what the server finds where it is to be, if it
/// is moved by `by`.
inline std::string deliver(ServerAndClient &both, uint64_t by = 0)
{
    std::string found = "nothing";
    both.client.call(both.handle, Parcel().bytes("7 bytes"));
    both.client.tell();
    both.server.hear([&](uint32_t command, Talker::Argument argument) {
        if (command != BR_TRANSACTION)
            return;
        const auto data = part<binder_transaction_data>(argument);
        found = peek(data.data.ptr.buffer + by, data.data_size);
        both.server.free(data.data.ptr.buffer);
        both.server.reply();
    });
    return std::format("{}, {:?}", ServerAndClient::hears(both.client), found);
}

/// Lets something happen to the mapping, in a scene of its own.
template <class F> void changed_mapping(const char *what, F &&change)
{
    ServerAndClient both;
    deliver(both);
    auto *base = reinterpret_cast<char *>(both.opened_server.base);
    char *moved = change(base);
    std::println("{}: {}", what, deliver(both, static_cast<uint64_t>(moved - base)));
    if (moved != base)
        mremap(moved, Side::mapped, Side::mapped, MREMAP_MAYMOVE | MREMAP_FIXED, base);
}

inline char *lay_over(char *at, size_t size)
{
    auto *over = static_cast<char *>(
        mmap(at, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
    std::memset(over, 'x', size);
    return over;
}

inline void foreign_memory()
{
    constexpr size_t page = 4096;
    changed_mapping("unmapped", [](char *base) {
        munmap(base, Side::mapped);
        return base;
    });
    changed_mapping("other memory over all of it",
                    [](char *base) { return lay_over(base, Side::mapped); });
    changed_mapping("other memory over its second page", [](char *base) {
        lay_over(base + page, page);
        return base;
    });
    changed_mapping("moved", [](char *base) {
        char *to = lay_over(nullptr, Side::mapped);
        return static_cast<char *>(
            mremap(base, Side::mapped, Side::mapped, MREMAP_MAYMOVE | MREMAP_FIXED, to));
    });
    changed_mapping("shrunk to a page", [](char *base) {
        return static_cast<char *>(mremap(base, Side::mapped, page, 0));
    });
    changed_mapping("~ not there, until it is touched again", [](char *base) {
        madvise(base, Side::mapped, MADV_DONTNEED);
        return base;
    });
    ServerAndClient both;
    mprotect(reinterpret_cast<char *>(both.opened_server.base) + page, page, PROT_NONE);
    std::println("in three parts: {}", deliver(both));
}

inline void map(const char *what, int fd, size_t size, int protection, int flags, off_t offset = 0)
{
    void *mapped = mmap(nullptr, size, protection, flags, fd, offset);
    print_outcome(what, mapped == MAP_FAILED ? -1 : 0);
    if (mapped != MAP_FAILED)
        munmap(mapped, size);
}

/// Mappings that are not as usual, of new files.
inline void odd_mappings()
{
    const auto try_it = [](const char *what, size_t size, int protection, int flags, off_t offset) {
        const int fd = open(device.c_str(), O_RDWR | O_CLOEXEC);
        map(what, fd, size, protection, flags, offset);
        map("  and once more", fd, size, protection, flags, offset);
        close(fd);
    };
    try_it("shared", 4096, PROT_READ, MAP_SHARED, 0);
    try_it("writable", 4096, PROT_WRITE, MAP_SHARED, 0);
    try_it("with code", 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, 0);
    try_it("from the middle", 4096, PROT_READ, MAP_PRIVATE, 0x5000);
    try_it("from far behind", 4096, PROT_READ, MAP_PRIVATE, 0x7ffffffff000);
    try_it("of 64 MiB", 64 << 20, PROT_READ, MAP_PRIVATE, 0);
    try_it("that is there at once", 1 << 20, PROT_READ, MAP_PRIVATE | MAP_POPULATE, 0);
}

/// Only so much of it is used; nobody receives behind that.
inline void large_mapping()
{
    ServerAndClient both(8 << 20);
    std::println("of 8 MiB: {}", deliver(both));
    std::println("its end: {}", peek(both.opened_server.base + (8 << 20) - 4096, 8));
    std::println("behind the first 4 MiB: {}", peek(both.opened_server.base + (4 << 20), 8));
}

inline void mappings()
{
    foreign_memory();
    odd_mappings();
    large_mapping();
}

} // namespace attacks
