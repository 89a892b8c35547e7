// SPDX-License-Identifier: GPL-2.0
// Page tables of the device, as abi/mmu.hpp has them.
#pragma once

#include <bindings/dma_page.hpp>
#include <bindings/vec.hpp>
#include <modules/gpu/abi/mmu.hpp>

#include <array>

namespace gpu {
using namespace kernel;

/// All tables of one address space. They go with it, not before: what a program maps once it maps again.
class PageTable {
public:
    static constexpr u64 page_size = u64{1} << abi::page_shift;

    /// Context: Process context. May sleep.
    /// Return: tables in which nothing is mapped; -ENOMEM.
    static Result<PageTable> create(const Bond::Guard &bound) MAY_SLEEP;

    /// Where the device finds them.
    ///
    /// Context: Any context.
    u64 root() const { return root_->page.address(); }

    /// Makes the tables that a part of the address space needs, so that map() cannot fail.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM.
    Result<> prepare(const Bond::Guard &bound, u64 from, u64 size) MAY_SLEEP;

    /// Maps whole pages of a buffer from `offset` on, as `flags` say (abi::pte_*). Behind prepare(), and
    /// map_for_device() of the buffer.
    ///
    /// Context: Process context.
    template <class Buffer>
    void map(u64 at, u64 size, const Buffer &buffer, u64 offset, u32 flags)
    {
        buffer.for_each_dma(offset, size, [&](u64 address, u64 length) {
            map_run(at, length, address, flags);
            at += length;
        });
    }
    /// Nothing is mapped there any more. The device may still use what was, until it is told (Hardware).
    ///
    /// Context: Process context.
    void unmap(u64 from, u64 size);

private:
    static constexpr size_t entries = 1u << abi::level_bits;

    struct Table {
        explicit Table(DmaPage page) : page(std::move(page)) {}

        DmaPage page;
        /// Which of `below` an entry refers to, from 1 on.
        std::array<u16, entries> place{};
        Vec<Box<Table>> below;
    };

    explicit PageTable(Box<Table> root) : root_(std::move(root)) {}

    void map_run(u64 at, u64 size, u64 address, u32 flags);
    static Result<Box<Table>> make_table(const Bond::Guard &bound) MAY_SLEEP;
    static Result<> add_tables(Table &table, unsigned int level, const Bond::Guard &bound, u64 at)
        MAY_SLEEP;
    static const Table &leaf_of(const Table &table [[clang::lifetimebound]], unsigned int level,
                                u64 at);
    template <class F> static void fill(const Table &leaf, u64 from, u64 to, F &&entry_at);
    template <class F> void set(u64 from, u64 size, F &&entry_at);

    Box<Table> root_;
};

} // namespace gpu
