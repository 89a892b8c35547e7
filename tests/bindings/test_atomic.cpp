// SPDX-License-Identifier: GPL-2.0
#include <bindings/atomic.hpp>
#include <bindings/kunit.hpp>

#include <limits>

namespace {
using namespace kernel;

enum class Mode : u8 { off, slow, fast };

template <class T> void arithmetic(kunit::Test &test)
{
    constexpr T max = std::numeric_limits<T>::max();
    const Atomic<T> value(T{5});
    value.add(T{7});
    value.sub(T{2});
    value.inc();
    value.inc();
    value.dec();
    test.expect_eq(value.read(), T{11});
    test.expect_eq(value.read_acquire(), T{11});

    test.expect_eq(value.fetch_add(T{1}), T{11});
    test.expect_eq(value.fetch_add_relaxed(T{1}), T{12});
    test.expect_eq(value.fetch_add_acquire(T{1}), T{13});
    test.expect_eq(value.fetch_add_release(T{1}), T{14});
    test.expect_eq(value.fetch_or(T{16}), T{15});
    test.expect_eq(value.fetch_and(T{17}), T{31});
    test.expect_eq(value.read(), T{17});

    value.set(T{2});
    test.expect(!value.dec_and_test());
    test.expect(value.dec_and_test());

    value.set_release(max);
    value.inc();
    test.expect_eq(value.read(), std::numeric_limits<T>::min());
    value.dec();
    test.expect_eq(value.read(), max);
}

template <class T> void exchange(kunit::Test &test, T a, T b, T c)
{
    const Atomic<T> value(a);
    test.expect(value.xchg(b) == a);
    test.expect(value.xchg_relaxed(c) == b);
    test.expect(value.xchg_acquire(a) == c);
    test.expect(value.xchg_release(b) == a);

    T expected = a;
    test.expect(!value.try_cmpxchg(expected, c));
    test.expect(expected == b);
    test.expect(value.try_cmpxchg(expected, c));
    expected = c;
    test.expect(value.try_cmpxchg_relaxed(expected, a));
    expected = a;
    test.expect(value.try_cmpxchg_acquire(expected, b));
    expected = b;
    test.expect(value.try_cmpxchg_release(expected, c));
    test.expect(value.read() == c);

    test.expect(value.cmpxchg(a, b) == c);
    test.expect(value.cmpxchg(c, b) == c);
    test.expect(value.cmpxchg_relaxed(b, a) == b);
    test.expect(value.cmpxchg_acquire(a, b) == a);
    test.expect(value.cmpxchg_release(b, c) == b);
    test.expect(value.read() == c);
}

Result<> arithmetic_by_the_kernels_names(kunit::Test &test)
{
    arithmetic<u32>(test);
    arithmetic<s32>(test);
    arithmetic<u64>(test);
    arithmetic<s64>(test);
    arithmetic<usize>(test);
    return {};
}

Result<> integers_exchange(kunit::Test &test)
{
    exchange<u32>(test, 1, 0xffff'ffff, 3);
    exchange<s32>(test, -1, 2, -3);
    exchange<u64>(test, 1, 0xffff'ffff'ffff'fffe, 3);
    exchange<s64>(test, -1, 0x1'0000'0000, 3);
    return {};
}

Result<> pointers_exchange(kunit::Test &test)
{
    const int numbers[2] = {};
    exchange<const int *>(test, nullptr, &numbers[0], &numbers[1]);
    return {};
}

Result<> enums_and_bools_keep_their_value(kunit::Test &test)
{
    exchange<Mode>(test, Mode::off, Mode::slow, Mode::fast);
    const Atomic<bool> flag;
    test.expect(!flag.read());
    test.expect(!flag.xchg(true));
    test.expect(flag.cmpxchg(true, false));
    test.expect(!flag.read_acquire());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(arithmetic_by_the_kernels_names),
    KUNIT_CASE(integers_exchange),
    KUNIT_CASE(pointers_exchange),
    KUNIT_CASE(enums_and_bools_keep_their_value),
};

} // namespace

kunit_test_suite("atomic", cases);
