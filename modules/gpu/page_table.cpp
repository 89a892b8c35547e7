// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/page_table.hpp>

#include <algorithm>

namespace gpu {
namespace {

constexpr unsigned int leaf_level = abi::levels - 1;
/// Of the address space, that a table of the last level is for.
constexpr u64 leaf_span = PageTable::page_size << abi::level_bits;

} // namespace

Result<PageTable> PageTable::create(const Bond::Guard &bound) MAY_SLEEP
{
    return PageTable(TRY(make_table(bound)));
}

Result<Box<PageTable::Table>> PageTable::make_table(const Bond::Guard &bound) MAY_SLEEP
{
    return make_box<Table>(GFP_KERNEL, TRY(DmaPage::alloc(bound)));
}

Result<> PageTable::prepare(const Bond::Guard &bound, u64 from, u64 size) MAY_SLEEP
{
    for (u64 at = from / leaf_span * leaf_span; at < from + size; at += leaf_span)
        TRY(add_tables(*root_, 0, bound, at));
    return {};
}

// A table is there before the entry that leads to it.
Result<> PageTable::add_tables(Table &table, unsigned int level, const Bond::Guard &bound, u64 at)
    MAY_SLEEP
{
    if (level == leaf_level)
        return {};
    u16 &place = table.place[abi::level_index(at, level)];
    if (place == 0) {
        auto made = TRY(make_table(bound));
        const u64 address = made->page.address();
        TRY(table.below.push_back(std::move(made), GFP_KERNEL));
        place = static_cast<u16>(table.below.size());
        table.page.write(abi::level_index(at, level), address | abi::pte_valid);
    }
    return add_tables(*table.below[place - 1u], level + 1, bound, at);
}

const PageTable::Table &PageTable::leaf_of(const Table &table, unsigned int level, u64 at)
{
    if (level == leaf_level)
        return table;
    const u16 place = table.place[abi::level_index(at, level)];
    if (place == 0) [[unlikely]]
        bug<"a page table that was not prepared">();
    return leaf_of(*table.below[place - 1u], level + 1, at);
}

template <class F> void PageTable::fill(const Table &leaf, u64 from, u64 to, F &&entry_at)
{
    for (u64 at = from; at < to; at += page_size)
        leaf.page.write(abi::level_index(at, leaf_level), entry_at(at));
}

template <class F> void PageTable::set(u64 from, u64 size, F &&entry_at)
{
    u64 end = 0;
    for (u64 at = from; at < from + size; at = end) {
        end = std::min(from + size, (at / leaf_span + 1) * leaf_span);
        fill(leaf_of(*root_, 0, at), at, end, entry_at);
    }
}

void PageTable::map_run(u64 at, u64 size, u64 address, u32 flags)
{
    set(at, size, [&](u64 page) {
        return ((address + (page - at)) & abi::pte_address) | flags | abi::pte_valid |
               abi::pte_leaf;
    });
}

void PageTable::unmap(u64 from, u64 size)
{
    set(from, size, [](u64) { return u64{0}; });
}

} // namespace gpu
