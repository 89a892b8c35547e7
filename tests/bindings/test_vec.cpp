// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/vec.hpp>

#include <limits>

namespace {
using namespace kernel;

/// Counts how many of its kind hold the counter: a moved-from one does not.
class Counted {
public:
    explicit Counted(int &alive) : alive_(&alive) { ++*alive_; }
    Counted(Counted &&from) noexcept : alive_(std::exchange(from.alive_, nullptr)) {}
    Counted &operator=(Counted &&from) = delete;
    ~Counted()
    {
        if (alive_)
            --*alive_;
    }

private:
    int *alive_;
};

Result<> begins_empty(kunit::Test &test)
{
    const Vec<int> values;
    test.expect(values.empty());
    test.expect_eq(values.capacity(), 0uz);
    test.expect(values.begin() == values.end());
    test.expect(values.span().empty());
    return {};
}

Result<> push_back_keeps_order(kunit::Test &test) MAY_SLEEP
{
    Vec<int> values;
    for (int i = 0; i < 100; i++)
        TRY(values.push_back(i, GFP_KERNEL));
    test.expect_eq(values.size(), 100uz);
    int wanted = 0;
    for (const int value : values)
        test.expect_eq(value, wanted++);
    values[7] = 70;
    test.expect_eq(std::as_const(values)[7], 70);
    values.pop_back();
    test.expect_eq(values.size(), 99uz);
    test.expect_eq(values.span().back(), 98);
    return {};
}

Result<> append_takes_all(kunit::Test &test) MAY_SLEEP
{
    static constexpr int more[] = {1, 2, 3};
    Vec<int> values;
    TRY(values.append(more, GFP_KERNEL));
    TRY(values.append({}, GFP_KERNEL));
    TRY(values.append(more, GFP_KERNEL));
    test.expect_eq(values.size(), 6uz);
    test.expect_eq(values[3], 1);
    test.expect_eq(values[5], 3);
    return {};
}

Result<> resize_gives_zeros(kunit::Test &test) MAY_SLEEP
{
    Vec<u64> values;
    TRY(values.push_back(~0ull, GFP_KERNEL));
    TRY(values.resize(1000, GFP_KERNEL));
    test.expect_eq(values[0], ~0ull);
    u64 any = 0;
    for (const u64 value : values.span().subspan(1))
        any |= value;
    test.expect_eq(any, 0ull);
    TRY(values.resize(1, GFP_KERNEL));
    test.expect_eq(values.size(), 1uz);
    test.expect(values.capacity() >= 1000);
    return {};
}

Result<> elements_are_moved_and_destroyed(kunit::Test &test) MAY_SLEEP
{
    int alive = 0;
    {
        Vec<Counted> values;
        for (int i = 0; i < 20; i++)
            TRY(values.push_back(Counted(alive), GFP_KERNEL));
        test.expect_eq(alive, 20);
        values.pop_back();
        test.expect_eq(alive, 19);
        {
            const Counted last = values.take_back();
            test.expect_eq(values.size(), 18uz);
            test.expect_eq(alive, 19);
        }
        test.expect_eq(alive, 18);
        TRY(values.push_back(Counted(alive), GFP_KERNEL));
        Vec<Counted> taken = std::move(values);
        test.expect_eq(alive, 19);
        Vec<Counted> assigned;
        TRY(assigned.push_back(Counted(alive), GFP_KERNEL));
        test.expect_eq(alive, 20);
        assigned = std::move(taken);
        test.expect_eq(alive, 19);
        assigned.clear();
        test.expect_eq(alive, 0);
        test.expect(assigned.capacity() >= 19);
        TRY(assigned.push_back(Counted(alive), GFP_KERNEL));
    }
    test.expect_eq(alive, 0);
    return {};
}

Result<> too_much_is_refused(kunit::Test &test) MAY_SLEEP
{
    static constexpr size_t most = std::numeric_limits<size_t>::max();
    Vec<u64> values;
    TRY(values.push_back(1, GFP_KERNEL));
    test.expect_error(values.reserve(most, GFP_KERNEL), -ENOMEM);
    // The product of these and the size of an element is small again, modulo 2^64.
    test.expect_error(values.resize(most / 8 + 2, GFP_KERNEL), -ENOMEM);
    test.expect_eq(values.size(), 1uz);
    test.expect_eq(values[0], 1ull);
    return {};
}

Result<> grows_up_to_the_limit(kunit::Test &test) MAY_SLEEP
{
    // Doubling would go beyond what kmalloc gives; what is asked for does not.
    static constexpr size_t limit = raw::KMALLOC_MAX_SIZE;
    Vec<char> text;
    TRY(text.resize(limit / 2 + 1, GFP_KERNEL));
    TRY(text.push_back('x', GFP_KERNEL));
    test.expect_eq(text.size(), limit / 2 + 2);
    test.expect(text.capacity() <= limit);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(begins_empty),
    KUNIT_CASE(push_back_keeps_order),
    KUNIT_CASE(append_takes_all),
    KUNIT_CASE(resize_gives_zeros),
    KUNIT_CASE(elements_are_moved_and_destroyed),
    KUNIT_CASE(too_much_is_refused),
    KUNIT_CASE(grows_up_to_the_limit),
};
kunit_test_suite("vec", cases);

} // namespace
