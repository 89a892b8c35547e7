// SPDX-License-Identifier: GPL-2.0
// Page tables of the driver gpu, walked as the device does. They are built into this test: no module has them for
// others.
#include <bindings/kunit.hpp>
#include <modules/gpu/page_table.cpp>
#include <tests/bindings/unbinding.hpp>

extern "C" {
/// Context: Any context.
kernel::raw::device *kcxx_kunit_dma_device() KCXX_UNSAFE_FN;
/// A word that the device has at this address.
///
/// Context: Any context.
kernel::u64 kcxx_kunit_read_dma(kernel::u64 address) KCXX_UNSAFE_FN;
}

namespace {
using namespace kernel;
namespace abi = gpu::abi;
using gpu::PageTable;

constexpr u64 page = PageTable::page_size;
constexpr u64 leaf = abi::pte_valid | abi::pte_leaf;

/// Tables, and what they need.
struct Fixture {
    static Result<Fixture> create(const Bond &bond) MAY_SLEEP
    {
        auto bound = TRY(bond.enter());
        auto table = TRY(PageTable::create(bound));
        return Fixture{std::move(bound), std::move(table)};
    }

    /// The entry of a page, 0 if there is no table for it.
    u64 entry(u64 at) const
    {
        u64 place = table.root();
        for (unsigned int level = 0;; level++) {
            u64 found = 0;
            unsafe("tables are pages of memory, and this is a word of one") {
                found = kcxx_kunit_read_dma(place + abi::level_index(at, level) * sizeof(u64));
            }
            if (level == abi::levels - 1 || found == 0)
                return found;
            place = found & abi::pte_address;
        }
    }

    /// So that something can be mapped there.
    Result<> prepare(u64 at, u64 size) MAY_SLEEP
    {
        auto spare = TRY(PageTable::spare(bound, table.lack(at, size)));
        table.add(at, size, spare);
        return {};
    }

    Bond::Guard bound;
    PageTable table;
};

Result<Bond> bond_of_test(Unbinding &unbinding) MAY_SLEEP
{
    unsafe("the device is there to the end of this module") {
        return Bond::create(*kcxx_kunit_dma_device(), unbinding);
    }
}

/// Calls `use(Fixture &)`. Then the device goes, with which nothing of it may be left.
template <class F> Result<> with_tables(F &&use) MAY_SLEEP
{
    Unbinding unbinding;
    const auto bond = TRY(bond_of_test(unbinding));
    Result<> result;
    if (auto fixture = Fixture::create(bond))
        result = use(*fixture);
    else
        result = fixture.error();
    unbinding.end();
    return result;
}

/// What the device has of a buffer, `run` bytes at a time.
struct Pieces {
    u64 address;
    u64 run;

    template <class F> void for_each_dma(u64 offset, u64 size, F &&tell) const
    {
        for (u64 at = 0; at < size; at += run)
            tell(address + offset + 2 * at, min(run, size - at));
    }
};

Result<> pages_are_found_where_they_were_mapped(kunit::Test &test) MAY_SLEEP
{
    return with_tables([&](Fixture &tables) MAY_SLEEP -> Result<> {
        constexpr u64 at = 0x12345678000;
        test.expect_eq(tables.entry(at), u64{0});
        TRY(tables.prepare(at, 2 * page));
        test.expect_eq(tables.entry(at), u64{0});
        tables.table.map(at, 2 * page, Pieces{0x40000000, 2 * page}, 3 * page, abi::pte_write);
        test.expect_eq(tables.entry(at), 0x40003000 | leaf | abi::pte_write);
        test.expect_eq(tables.entry(at + page), 0x40004000 | leaf | abi::pte_write);
        test.expect_eq(tables.entry(at - page), u64{0});
        test.expect_eq(tables.entry(at + 2 * page), u64{0});
        return {};
    });
}

/// At each border of a table of every level; the buffer is in pieces that have others.
Result<> borders_of_tables_are_none_of_mappings(kunit::Test &test) MAY_SLEEP
{
    return with_tables([&](Fixture &tables) MAY_SLEEP -> Result<> {
        for (unsigned int level = 0; level < abi::levels - 1; level++) {
            const u64 at = (u64{1} << abi::level_shift(level)) - 3 * page;
            TRY(tables.prepare(at, 7 * page));
            tables.table.map(at, 7 * page, Pieces{0x70000000, 2 * page}, 0, abi::pte_execute);
            for (u64 i = 0; i < 7; i++)
                test.expect_eq(tables.entry(at + i * page),
                               (0x70000000 + (i / 2 * 4 + i % 2) * page) | leaf | abi::pte_execute);
            test.expect_eq(tables.entry(at - page), u64{0});
            test.expect_eq(tables.entry(at + 7 * page), u64{0});
        }
        return {};
    });
}

Result<> the_first_and_the_last_page_can_be_mapped(kunit::Test &test) MAY_SLEEP
{
    return with_tables([&](Fixture &tables) MAY_SLEEP -> Result<> {
        constexpr u64 last = (u64{1} << abi::va_bits) - page;
        for (const u64 at : {u64{0}, last}) {
            TRY(tables.prepare(at, page));
            tables.table.map(at, page, Pieces{(u64{1} << abi::pa_bits) - page, page}, 0, 0);
            test.expect_eq(tables.entry(at), abi::pte_address | leaf);
        }
        return {};
    });
}

Result<> what_is_unmapped_is_not_there_and_the_rest_is(kunit::Test &test) MAY_SLEEP
{
    return with_tables([&](Fixture &tables) MAY_SLEEP -> Result<> {
        constexpr u64 at = (u64{1} << abi::level_shift(2)) - 4 * page;
        TRY(tables.prepare(at, 8 * page));
        tables.table.map(at, 8 * page, Pieces{0x1000, 64 * page}, 0, 0);
        tables.table.unmap(at + 2 * page, 4 * page);
        for (u64 i = 0; i < 8; i++)
            test.expect_eq(tables.entry(at + i * page) != 0, i < 2 || i >= 6);
        // Tables stay: what is mapped anew needs none.
        tables.table.map(at + 3 * page, page, Pieces{0x2000, page}, 0, 0);
        test.expect_eq(tables.entry(at + 3 * page), 0x2000 | leaf);
        test.expect_eq(tables.entry(at + 4 * page), u64{0});
        return {};
    });
}

Result<> tables_are_made_once(kunit::Test &test) MAY_SLEEP
{
    return with_tables([&](Fixture &tables) MAY_SLEEP -> Result<> {
        const u64 root = tables.table.root();
        test.expect_eq(root % page, u64{0});
        TRY(tables.prepare(0, page));
        tables.table.map(0, page, Pieces{0x3000, page}, 0, abi::pte_uncached);
        TRY(tables.prepare(0, 600 * page));
        test.expect_eq(tables.entry(0), 0x3000 | leaf | abi::pte_uncached);
        test.expect_eq(tables.table.root(), root);
        return {};
    });
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(pages_are_found_where_they_were_mapped),
    KUNIT_CASE(borders_of_tables_are_none_of_mappings),
    KUNIT_CASE(the_first_and_the_last_page_can_be_mapped),
    KUNIT_CASE(what_is_unmapped_is_not_there_and_the_rest_is),
    KUNIT_CASE(tables_are_made_once),
};
kunit_test_suite("gpu_page_table", cases);

} // namespace
