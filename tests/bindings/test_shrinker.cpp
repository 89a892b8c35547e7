// SPDX-License-Identifier: GPL-2.0
#include <bindings/atomic.hpp>
#include <bindings/kunit.hpp>
#include <bindings/minmax.hpp>
#include <bindings/shrinker.hpp>

extern "C" {
/// Has the kernel ask all shrinkers for all that they have.
///
/// Context: Process context. May sleep.
/// Return: 0, or the negative errno of what it needs of /proc.
int kcxx_kunit_drop_caches(void) KCXX_UNSAFE_FN;
}

namespace {
using namespace kernel;

/// Has so many things to give, and counts how often it was asked.
class Hoard : public RefCounted<Hoard> {
public:
    Hoard(size_t things, size_t promised, bool &alive)
        : left_(things), promised_(promised), alive_(alive)
    {
        alive_ = true;
    }
    ~Hoard() { alive_ = false; }

    size_t count_objects() const
    {
        counted_.fetch_add(1);
        return left_.read() + promised_;
    }
    size_t scan_objects(size_t most) const
    {
        scanned_.fetch_add(1);
        const size_t given = min(most, left_.read());
        left_.set(left_.read() - given);
        return given;
    }

    size_t left() const { return left_.read(); }
    unsigned int counted() const { return counted_.read(); }
    unsigned int scanned() const { return scanned_.read(); }

private:
    Atomic<size_t> left_;
    size_t promised_; // and not there
    bool &alive_;
    Atomic<unsigned int> counted_;
    Atomic<unsigned int> scanned_;
};

using HoardShrinker = Shrinker<Hoard, "kcxx_test">;

Result<> drop_caches() MAY_SLEEP
{
    unsafe("the task may sleep, and holds nothing that a shrinker needs") {
        return to_result(kcxx_kunit_drop_caches());
    }
}

Result<> gives_all_that_there_is(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto hoard = TRY(make_ref<Hoard>(GFP_KERNEL, 1000uz, 0uz, alive));
    const auto shrinker = TRY(HoardShrinker::create(hoard));
    TRY(drop_caches());
    test.expect_eq(hoard->left(), 0uz);
    test.expect(hoard->scanned() >= 2); // a part at a time
    return {};
}

Result<> is_not_asked_on_where_nothing_comes(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto hoard = TRY(make_ref<Hoard>(GFP_KERNEL, 0uz, 1uz << 20, alive));
    const auto shrinker = TRY(HoardShrinker::create(hoard));
    TRY(drop_caches());
    test.expect(hoard->scanned() > 0);
    // Each round counts once, and gives up after the first attempt.
    test.expect(hoard->scanned() <= hoard->counted());
    return {};
}

Result<> is_asked_for_as_long_as_it_lives(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    {
        auto shrinker =
            TRY(HoardShrinker::create(TRY(make_ref<Hoard>(GFP_KERNEL, 10uz, 0uz, alive))));
        const HoardShrinker moved = std::move(shrinker);
        test.expect(alive);
        TRY(drop_caches());
        test.expect(alive);
    }
    test.expect(!alive);
    return drop_caches();
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(gives_all_that_there_is),
    KUNIT_CASE(is_not_asked_on_where_nothing_comes),
    KUNIT_CASE(is_asked_for_as_long_as_it_lives),
};
kunit_test_suite("shrinker", cases);

} // namespace
