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

    /// How many tables a part of the address space lacks: of such as have others below, and of the last level.
    struct Lack {
        size_t inner = 0;
        size_t leaves = 0;
    };
    /// Context: Process context.
    Lack lack(u64 from, u64 size) const;

    /// Tables that are no part of anything yet.
    class Spare;
    /// Context: Process context. May sleep.
    /// Return: so many; -ENOMEM.
    static Result<Spare> spare(const Bond::Guard &bound, const Lack &lack) MAY_SLEEP;

    /// Gives a part of the address space what it lacks, of which there is enough, so that map() cannot fail.
    ///
    /// Context: Process context.
    void add(u64 from, u64 size, Spare &spare);

    /// Maps whole pages of a buffer from `offset` on, as `flags` say (abi::pte_*). Behind add(), and
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
    static Result<Box<Table>> make_inner(const Bond::Guard &bound) MAY_SLEEP;
    static bool has_table(const Table &table, unsigned int level, unsigned int wanted, u64 at);
    static void add_tables(Table &table, unsigned int level, u64 at, Spare &spare);
    static const Table &leaf_of(const Table &table [[clang::lifetimebound]], unsigned int level,
                                u64 at);
    template <class F> static void fill(const Table &leaf, u64 from, u64 to, F &&entry_at);
    template <class F> void set(u64 from, u64 size, F &&entry_at);

    Box<Table> root_;
};

class PageTable::Spare {
    friend class PageTable;
    Vec<Box<Table>> inner;
    Vec<Box<Table>> leaves;
};

} // namespace gpu
