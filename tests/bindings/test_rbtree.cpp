// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/rbtree.hpp>

namespace {
using namespace kernel;

/// Counts how many of its kind are alive.
struct Entry : RefCounted<Entry> {
    Entry(u32 number, u32 &count) : id(number), alive(count) { alive++; }
    ~Entry() { alive--; }
    u32 key() const { return id; }

    u32 id;
    u32 &alive;
    TreeLinks<Entry> links;
};
using Entries = RbTree<RefPtr<Entry>, &Entry::links, &Entry::key>;

// Coprime to `count`, so that every number comes once, and in no order.
constexpr u32 count = 1000;
constexpr u32 stride = 379;

Result<> fill(Entries &tree, u32 &alive) MAY_SLEEP
{
    for (u32 i = 0; i < count; i++)
        TRY(tree.insert(TRY(make_ref<Entry>(GFP_KERNEL, i * stride % count * 2, alive))));
    return {};
}

/// Whether exactly `wanted` elements come in the order of their keys.
bool in_order(Entries &tree, u32 wanted)
{
    u32 seen = 0;
    u32 next = 0;
    for (const Entry &entry : tree) {
        if (entry.id < next)
            return false;
        next = entry.id + 1;
        seen++;
    }
    return seen == wanted;
}

Result<> keeps_the_order_of_keys(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    Entries tree;
    test.expect(tree.empty());
    TRY(fill(tree, alive));
    test.expect(!tree.empty());
    test.expect(in_order(tree, count));
    return {};
}

Result<> finds_what_is_there(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    Entries tree;
    test.expect(!tree.find(0));
    TRY(fill(tree, alive));
    u32 right = 0;
    for (u32 id = 0; id < 2 * count; id++) {
        const auto same = tree.find(id);
        const bool is_even = id % 2 == 0;
        const bool is_there = same && (*same)->id == id;
        if (is_there == is_even && same.has_value() == is_even)
            right++;
    }
    test.expect_eq(right, 2 * count);
    return {};
}

Result<> takes_out_what_it_is_told(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    Entries tree;
    TRY(fill(tree, alive));
    for (u32 id = 0; id < count; id++) {
        const auto entry = tree.find(id * 2);
        test.expect(entry.has_value());
        if (entry && id % 3 != 0) {
            const auto removed = tree.remove(**entry);
            test.expect(removed && (*removed)->is(**entry) && !(*removed)->links.is_linked());
            test.expect(!tree.remove(**entry));
        }
    }
    test.expect_eq(alive, (count + 2) / 3);
    test.expect(in_order(tree, (count + 2) / 3));
    for (u32 id = 0; id < count / 2; id++) {
        const auto taken = tree.take(id * 2);
        test.expect(taken.has_value() == (id % 3 == 0) && (!taken || (*taken)->id == id * 2));
        test.expect(!tree.take(id * 2));
    }
    for (u32 id = count / 2 / 3 * 3 + 3; id < count; id += 3) {
        const auto first = tree.pop_first();
        test.expect(first && (*first)->id == id * 2);
    }
    test.expect(tree.empty() && !tree.pop_first());
    return {};
}

Result<> a_key_and_an_element_come_once(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    Entries tree;
    Entries other;
    auto entry = TRY(make_ref<Entry>(GFP_KERNEL, 7u, alive));
    TRY(tree.insert(entry));
    const auto same_key = tree.insert(TRY(make_ref<Entry>(GFP_KERNEL, 7u, alive)));
    test.expect(!same_key && same_key.error() == -EEXIST);
    test.expect_eq(alive, 1u);
    const auto same_element = other.insert(entry);
    test.expect(!same_element && same_element.error() == -EEXIST);
    test.expect(!other.remove(*entry));
    const auto removed = tree.remove(*entry);
    test.expect(removed.has_value());
    TRY(other.insert(entry));
    return {};
}

Result<> a_tree_keeps_and_drops_its_elements(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    {
        Entries tree;
        TRY(fill(tree, alive));
        test.expect_eq(alive, count);
        const auto one = tree.find(2);
        test.expect(one && (*one)->ref_count() == 2);
    }
    test.expect_eq(alive, 0u);
    return {};
}

Result<> goes_from_key_to_key(kunit::Test &test) MAY_SLEEP
{
    u32 alive = 0;
    Entries tree;
    for (const u32 key : {30u, 10u, 20u})
        TRY(tree.insert(TRY(make_ref<Entry>(GFP_KERNEL, key, alive))));
    u32 sum = 0;
    u32 steps = 0;
    for (auto entry = tree.upper_bound(0); entry; entry = tree.upper_bound((*entry)->id)) {
        sum = sum * 100 + (*entry)->id;
        steps++;
        // The tree may change on the way.
        if ((*entry)->id == 20)
            test.expect(tree.take(10).has_value());
    }
    test.expect_eq(sum, 102030u);
    test.expect_eq(steps, 3u);
    test.expect(!tree.upper_bound(30));
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(goes_from_key_to_key),
    KUNIT_CASE(keeps_the_order_of_keys),
    KUNIT_CASE(finds_what_is_there),
    KUNIT_CASE(takes_out_what_it_is_told),
    KUNIT_CASE(a_key_and_an_element_come_once),
    KUNIT_CASE(a_tree_keeps_and_drops_its_elements),
};

} // namespace

kunit_test_suite("rbtree", cases);
