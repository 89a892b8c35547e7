// SPDX-License-Identifier: GPL-2.0
// Every allocation of the bindings fails once: the error comes back, and nothing has changed or leaks
// (what would leak, kmemleak finds at the end). What copies from user space, programs in the guest try.
#include <bindings/debugfs.hpp>
#include <bindings/devres.hpp>
#include <bindings/vec.hpp>
#include <bindings/workqueue.hpp>
#include <tests/bindings/faults.hpp>

#include <algorithm>
#include <array>

namespace {
using namespace kernel;

/// Counts how many of it there are.
struct Counted : RefCounted<Counted> {
    explicit Counted(int &alive) : alive_(alive) { alive_++; }
    ~Counted() { alive_--; }
    Counted(const Counted &) = delete;
    Counted &operator=(const Counted &) = delete;

    Atomic<s32> number;

private:
    int &alive_;
};

/// An operation in which at least so many allocations can fail; it has to leave nobody alive.
template <class F>
Result<> can_fail(kunit::Test &test, unsigned int allocations, F operation) MAY_SLEEP
{
    int alive = 0;
    unsigned int most = 0;
    // What the kernel's tools for debugging allocate in between, which is not the same each time,
    // can hide an allocation from the count once.
    for (int attempt = 0; attempt < 4 && most < allocations; attempt++) {
        const auto failures =
            with_each_fault(test, [&]() MAY_SLEEP -> Result<> { return operation(alive); });
        if (!failures && failures.error() == -EOPNOTSUPP)
            return {};
        most = std::max(most, TRY(failures));
        test.expect_eq(alive, 0);
    }
    test.expect(most >= allocations);
    return {};
}

Result<> box(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 2, [](int &alive) MAY_SLEEP -> Result<> {
        const auto first = TRY(make_box<Counted>(GFP_KERNEL, alive));
        const auto second = TRY(make_box<Counted>(GFP_ATOMIC, alive));
        return {};
    });
}

Result<> ref(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 2, [](int &alive) MAY_SLEEP -> Result<> {
        const auto first = TRY(make_ref<Counted>(GFP_KERNEL, alive));
        const auto second = TRY(make_ref<Counted>(GFP_KERNEL, alive));
        return {};
    });
}

Result<> vec_of_owners(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 45, [](int &alive) MAY_SLEEP -> Result<> {
        Vec<RefPtr<Counted>> vec;
        for (int i = 0; i < 40; i++)
            TRY(vec.push_back(TRY(make_ref<Counted>(GFP_KERNEL, alive)), GFP_KERNEL));
        return {};
    });
}

Result<> vec_keeps_what_it_has(kunit::Test &test) MAY_SLEEP
{
    static constexpr std::array<int, 5> more{1, 2, 3, 4, 5};
    return can_fail(test, 3, [&test](int &) MAY_SLEEP -> Result<> {
        Vec<int> vec;
        TRY(vec.append(more, GFP_KERNEL));
        const Result<> grown = vec.resize(5000, GFP_KERNEL);
        test.expect_eq(vec.size(), grown ? 5000uz : more.size());
        test.expect_eq(vec[4], 5);
        TRY(grown);
        const Result<> reserved = vec.reserve(10'000, GFP_KERNEL);
        test.expect_eq(vec.size(), 5000uz);
        return reserved;
    });
}

Result<> work_queue(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 5, [](int &) MAY_SLEEP -> Result<> {
        const auto queue = TRY(WorkQueue::create("kcxx_faults", WQ_UNBOUND | WQ_MEM_RECLAIM));
        return {};
    });
}

Result<> devres(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 3, [](int &alive) MAY_SLEEP -> Result<> {
        using Resource = Devres<Box<Counted>>;
        auto resource = TRY(make_box<Counted>(GFP_KERNEL, alive));
        // As devm_add_action_or_reset(), which calls the action if it has no memory to keep it.
        const auto devres = TRY(Resource::create(
            std::move(resource), [](auto *revoke, void *data) MAY_SLEEP -> Result<> {
                auto kept = make_box<int>(GFP_KERNEL, 0);
                revoke(data);
                return kept ? Result<>() : Result<>(kept.error());
            }));
        return {};
    });
}

/// Nobody is told that a folder of debugfs has no memory: it stays away, with what is in it.
Result<> debugfs(kunit::Test &test) MAY_SLEEP
{
    return can_fail(test, 1, [](int &alive) MAY_SLEEP -> Result<> {
        const auto object = TRY(make_ref<Counted>(GFP_KERNEL, alive));
        auto dir = DebugfsDir::create("kcxx_faults");
        dir.create_writable_file<&Counted::number>("number", object);
        auto inner = dir.create_dir("inner");
        inner.create_file<&Counted::number>("number", object);
        return {};
    });
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(box),           KUNIT_CASE(ref),
    KUNIT_CASE(vec_of_owners), KUNIT_CASE(vec_keeps_what_it_has),
    KUNIT_CASE(work_queue),    KUNIT_CASE(devres),
    KUNIT_CASE(debugfs),
};
kunit_test_suite("faults", cases);

} // namespace
