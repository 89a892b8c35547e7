// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/slab.hpp>

#include <cstdint>

namespace {
using namespace kernel;

/// Counts its destruction.
struct Canary {
    explicit Canary(int &from) : destroyed(from) {}
    ~Canary() { destroyed++; }
    int &destroyed;
};

template <size_t alignment> struct alignas(alignment) Aligned {
    char bytes[alignment + 1] = {};
};

Result<> destroyed_once(kunit::Test &test) MAY_SLEEP
{
    int destroyed = 0;
    {
        auto box = TRY(make_box<Canary>(GFP_KERNEL, destroyed));
        auto moved = std::move(box);
        test.expect_eq(destroyed, 0);
    }
    test.expect_eq(destroyed, 1);
    {
        auto box = TRY(make_box<Canary>(GFP_KERNEL, destroyed));
        box = TRY(make_box<Canary>(GFP_KERNEL, destroyed));
        test.expect_eq(destroyed, 2);
    }
    test.expect_eq(destroyed, 3);
    return {};
}

Result<> raw_round_trip(kunit::Test &test) MAY_SLEEP
{
    int destroyed = 0;
    {
        auto box = TRY(make_box<Canary>(GFP_KERNEL, destroyed));
        Canary *object = box.into_raw();
        test.expect_eq(destroyed, 0);
        unsafe("it is the object that into_raw() gave up") {
            auto back = Box<Canary>::from_raw(object);
        }
    }
    test.expect_eq(destroyed, 1);
    return {};
}

template <class T> Result<bool> is_aligned() MAY_SLEEP
{
    const auto box = TRY(make_box<T>(GFP_KERNEL));
    return reinterpret_cast<std::uintptr_t>(&*box) % alignof(T) == 0;
}

Result<> aligned_as_the_type_asks(kunit::Test &test) MAY_SLEEP
{
    test.expect(TRY(is_aligned<Aligned<8>>()));
    test.expect(TRY(is_aligned<Aligned<64>>()));
    test.expect(TRY(is_aligned<Aligned<512>>()));
    test.expect(TRY(is_aligned<Aligned<4096>>()));
    return {};
}

Result<> atomic_memory(kunit::Test &test)
{
    const auto box = TRY(make_box<int>(GFP_ATOMIC, 3));
    test.expect_eq(*box, 3);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(destroyed_once),
    KUNIT_CASE(raw_round_trip),
    KUNIT_CASE(aligned_as_the_type_asks),
    KUNIT_CASE(atomic_memory),
};
kunit_test_suite("slab", cases);

} // namespace
