// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

namespace {
using namespace kernel;

struct Config {
    u32 speed;
    u32 width;
};

/// Tells through a flag whether it is still alive.
struct Canary : RefCounted<Canary> {
    explicit Canary(bool &flag) : alive(flag) { alive = true; }
    ~Canary() { alive = false; }
    bool &alive;
};

Result<> readers_see_what_was_put_last(kunit::Test &test) MAY_SLEEP
{
    const Rcu<Config> config(TRY(make_box<Rcu<Config>::Node>(GFP_KERNEL, Config{1, 2})));
    auto fresh = TRY(make_box<Rcu<Config>::Node>(GFP_KERNEL, Config{3, 4}));
    u32 before = 0;
    u32 still = 0;
    u32 after = 0;
    {
        const RcuReadLock reading;
        const Config &old = config.read(reading);
        before = old.speed;
        config.replace(std::move(fresh));
        still = old.speed; // freed only after this critical section
        after = config.read(reading).speed;
    }
    test.expect_eq(before, 1u);
    test.expect_eq(still, 1u);
    test.expect_eq(after, 3u);
    return {};
}

Result<> many_replacements(kunit::Test &test) MAY_SLEEP
{
    const Rcu<Config> config(TRY(make_box<Rcu<Config>::Node>(GFP_KERNEL, Config{0, 0})));
    for (u32 i = 1; i <= 1000; i++)
        config.replace(TRY(make_box<Rcu<Config>::Node>(GFP_KERNEL, Config{i, i})));
    const RcuReadLock reading;
    test.expect_eq(config.read(reading).width, 1000u);
    return {};
}

Result<> replacing_with_a_destructor_waits_and_destroys(kunit::Test &test) MAY_SLEEP
{
    using Node = Rcu<RefPtr<Canary>>::Node;
    bool old_alive = false;
    bool new_alive = false;
    {
        auto first = TRY(make_ref<Canary>(GFP_KERNEL, old_alive));
        auto second = TRY(make_ref<Canary>(GFP_KERNEL, new_alive));
        const Rcu<RefPtr<Canary>> shared(TRY(make_box<Node>(GFP_KERNEL, std::move(first))));
        shared.replace(may_sleep, TRY(make_box<Node>(GFP_KERNEL, std::move(second))));
        test.expect(!old_alive);
        test.expect(new_alive);
    }
    test.expect(!new_alive);
    return {};
}

Result<> a_reader_keeps_what_it_found(kunit::Test &test) MAY_SLEEP
{
    using Node = Rcu<RefPtr<Canary>>::Node;
    bool alive = false;
    auto canary = TRY(make_ref<Canary>(GFP_KERNEL, alive));
    auto shared = TRY(make_box<Rcu<RefPtr<Canary>>>(
        GFP_KERNEL, TRY(make_box<Node>(GFP_KERNEL, std::move(canary)))));

    const auto keep = [&] {
        const RcuReadLock reading;
        return shared->read(reading);
    }();
    test.expect_eq(keep->ref_count(), 2u);
    {
        const auto gone = std::move(shared);
    }
    test.expect(alive);
    test.expect_eq(keep->ref_count(), 1u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(readers_see_what_was_put_last),
    KUNIT_CASE(many_replacements),
    KUNIT_CASE(replacing_with_a_destructor_waits_and_destroys),
    KUNIT_CASE(a_reader_keeps_what_it_found),
};

} // namespace

kunit_test_suite("rcu", cases);
