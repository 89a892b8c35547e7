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
    return PageTable(TRY(make_inner(bound)));
}

// With room for all that can be below.
Result<Box<PageTable::Table>> PageTable::make_inner(const Bond::Guard &bound) MAY_SLEEP
{
    auto table = TRY(make_box<Table>(GFP_KERNEL, TRY(DmaPage::alloc(bound))));
    TRY(table->below.reserve(entries, GFP_KERNEL));
    return table;
}

Result<PageTable::Spare> PageTable::spare(const Bond::Guard &bound, const Lack &lack) MAY_SLEEP
{
    Spare spare;
    for (size_t i = 0; i < lack.inner; i++)
        TRY(spare.inner.push_back(TRY(make_inner(bound)), GFP_KERNEL));
    for (size_t i = 0; i < lack.leaves; i++)
        TRY(spare.leaves.push_back(TRY(make_box<Table>(GFP_KERNEL, TRY(DmaPage::alloc(bound)))),
                                   GFP_KERNEL));
    return spare;
}

bool PageTable::has_table(const Table &table, unsigned int level, unsigned int wanted, u64 at)
{
    if (level == wanted)
        return true;
    const u16 place = table.place[abi::level_index(at, level)];
    return place != 0 && has_table(*table.below[place - 1u], level + 1, wanted, at);
}

PageTable::Lack PageTable::lack(u64 from, u64 size) const
{
    Lack lack;
    for (unsigned int level = 1; level <= leaf_level; level++) {
        const u64 span = u64{1} << abi::level_shift(level - 1);
        for (u64 at = from / span * span; at < from + size; at += span)
            if (!has_table(*root_, 0, level, at))
                (level == leaf_level ? lack.leaves : lack.inner)++;
    }
    return lack;
}

void PageTable::add(u64 from, u64 size, Spare &spare)
{
    for (u64 at = from / leaf_span * leaf_span; at < from + size; at += leaf_span)
        add_tables(*root_, 0, at, spare);
}

// A table is there before the entry that leads to it.
void PageTable::add_tables(Table &table, unsigned int level, u64 at, Spare &spare)
{
    if (level == leaf_level)
        return;
    u16 &place = table.place[abi::level_index(at, level)];
    if (place == 0) {
        auto added = (level + 1 == leaf_level ? spare.leaves : spare.inner).take_back();
        const u64 address = added->page.address();
        // There is room for it.
        (void)table.below.push_back(std::move(added), GFP_NOWAIT);
        place = static_cast<u16>(table.below.size());
        table.page.write(abi::level_index(at, level), address | abi::pte_valid);
    }
    add_tables(*table.below[place - 1u], level + 1, at, spare);
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
