// SPDX-License-Identifier: GPL-2.0
#include <bindings/kept_ref.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;

/// Tells through a flag whether it is still alive.
struct Canary : RefCounted<Canary> {
    explicit Canary(bool &flag) : alive(flag) { alive = true; }
    ~Canary() { alive = false; }
    bool &alive;
};

/// Keeps a reference as a member.
struct Keeper {
    RefPtr<Canary> canary;
};

Result<> last_reference_destroys(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto first = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto second = first;

    first.reset();
    test.expect(alive);
    second.reset();
    test.expect(!alive);
    return {};
}

Result<> last_reference_can_be_spared(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto first = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto second = first;

    test.expect(second.reset_unless_last());
    test.expect(!second);
    test.expect_eq(first->ref_count(), 1u);
    test.expect(!first.reset_unless_last());
    test.expect(first && alive);
    test.expect_eq(first->ref_count(), 1u);
    return {};
}

Result<> last_reference_gives_the_object(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto first = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto second = first;

    test.expect(!second.take_if_last());
    test.expect_eq(first->ref_count(), 1u);
    {
        const auto last = first.take_if_last();
        test.expect(last && alive);
    }
    test.expect(!alive);
    return {};
}

Result<> copy_shares(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto first = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    test.expect_eq(first->ref_count(), 1u);
    {
        const auto second = first;
        test.expect_eq(first->ref_count(), 2u);
        test.expect(&*first == &*second);
    }
    test.expect_eq(first->ref_count(), 1u);
    return {};
}

Result<> move_hands_over(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto giver = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto taker = std::move(giver);

    test.expect(!giver);
    test.expect_eq(taker->ref_count(), 1u);
    return {};
}

Result<> assignment_drops_the_old_object(kunit::Test &test) MAY_SLEEP
{
    bool old_alive = false;
    bool new_alive = false;
    Keeper keeper{TRY(make_ref<Canary>(GFP_KERNEL, old_alive))};
    auto fresh = TRY(make_ref<Canary>(GFP_KERNEL, new_alive));

    keeper.canary = fresh;
    test.expect(!old_alive);
    test.expect_eq(fresh->ref_count(), 2u);
    keeper.canary = std::move(fresh);
    test.expect_eq(keeper.canary->ref_count(), 1u);
    keeper.canary = RefPtr(keeper.canary);
    test.expect(new_alive);
    test.expect_eq(keeper.canary->ref_count(), 1u);
    return {};
}

Result<> self_keeps_the_object(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto first = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto kept = first->self();

    test.expect_eq(kept->ref_count(), 2u);
    first.reset();
    test.expect(alive);
    kept.reset();
    test.expect(!alive);
    return {};
}

Result<> raw_round_trip_keeps_the_reference(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto giver = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    const Canary *raw_reference = giver.into_raw();
    test.expect(!giver);
    test.expect(alive);
    unsafe("the reference is the one that into_raw() gave") {
        auto taker = RefPtr<Canary>::from_raw(raw_reference);
        test.expect_eq(taker->ref_count(), 1u);
    }
    test.expect(!alive);
    return {};
}

/// Counted as what it derives from.
struct Animal : RefCounted<Animal> {
    virtual ~Animal() = default;
    virtual int legs() const { return 0; }
};
struct Bird final : Animal {
    explicit Bird(bool &flag) : alive(flag) { alive = true; }
    ~Bird() override { alive = false; }
    int legs() const override { return 2; }
    bool &alive;
};

Result<> reference_to_a_base_keeps_all(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto bird = TRY(make_ref<Bird>(GFP_KERNEL, alive));
    RefPtr<Bird> again = bird->self();
    RefPtr<Animal> animal = std::move(bird);
    test.expect_eq(animal->legs(), 2);
    test.expect(animal->is(*again));
    test.expect_eq(animal->ref_count(), 2u);
    again.reset();
    test.expect(alive);
    animal.reset();
    test.expect(!alive);
    return {};
}

Result<> what_had_one_owner_is_shared(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto box = TRY(make_box<Canary>(GFP_KERNEL, alive));
    const Canary *object = &*box;
    auto first = share(std::move(box));
    test.expect(&*first == object);
    test.expect_eq(first->ref_count(), 1u);
    auto second = first->self();
    first.reset();
    test.expect(alive);
    second.reset();
    test.expect(!alive);
    return {};
}

Result<> what_had_one_owner_is_shared_as_a_base(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    RefPtr<Animal> animal = share(TRY(make_box<Bird>(GFP_KERNEL, alive)));
    test.expect_eq(animal->legs(), 2);
    test.expect_eq(animal->ref_count(), 1u);
    animal.reset();
    test.expect(!alive);
    return {};
}

Result<> kept_reference_stays_to_its_end(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    auto first = TRY(make_ref<Bird>(GFP_KERNEL, alive));
    {
        const KeptRef<Bird> kept{std::move(first)};
        test.expect_eq(kept->ref_count(), 1u);
        test.expect_eq((*kept).legs(), 2);
        const RefPtr<Bird> same = kept;
        const RefPtr<Animal> as_base = kept;
        test.expect_eq(kept->ref_count(), 3u);
        test.expect(as_base->is(*same));
    }
    test.expect(!alive);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(last_reference_destroys),
    KUNIT_CASE(last_reference_can_be_spared),
    KUNIT_CASE(last_reference_gives_the_object),
    KUNIT_CASE(copy_shares),
    KUNIT_CASE(move_hands_over),
    KUNIT_CASE(assignment_drops_the_old_object),
    KUNIT_CASE(self_keeps_the_object),
    KUNIT_CASE(raw_round_trip_keeps_the_reference),
    KUNIT_CASE(reference_to_a_base_keeps_all),
    KUNIT_CASE(what_had_one_owner_is_shared),
    KUNIT_CASE(what_had_one_owner_is_shared_as_a_base),
    KUNIT_CASE(kept_reference_stays_to_its_end),
};

} // namespace

kunit_test_suite("refcount", cases);
