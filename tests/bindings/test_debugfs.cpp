// SPDX-License-Identifier: GPL-2.0
// What the files keep and drop; what they show and take, tests/modules/debugfs_demo.sh sees.
#include <bindings/debugfs.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;

/// Tells through a flag whether it is still alive.
class Exhibit : public RefCounted<Exhibit> {
public:
    explicit Exhibit(bool &alive) : alive_(alive) { alive_ = true; }
    ~Exhibit() { alive_ = false; }

    void show(SeqFile &seq) const { seq.printf("%d\n", number.read()); }

    Atomic<s32> number;
    Atomic<bool> flag;

private:
    bool &alive_;
};

Result<> files_keep_their_object(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    {
        auto dir = DebugfsDir::create("kcxx_test");
        {
            const auto exhibit = TRY(make_ref<Exhibit>(GFP_KERNEL, alive));
            dir.create_file<&Exhibit::number>("number", exhibit);
            dir.create_writable_file<&Exhibit::flag>("flag", exhibit);
            dir.create_file<&Exhibit::show>("text", exhibit);
            test.expect_eq(exhibit->ref_count(), 4u);
        }
        test.expect(alive);
    }
    test.expect(!alive);
    return {};
}

Result<> names_that_fail_change_nothing(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto exhibit = TRY(make_ref<Exhibit>(GFP_KERNEL, alive));
    {
        auto bad = DebugfsDir::create("kcxx/test");
        bad.create_file<&Exhibit::number>("number", exhibit);
        auto nameless = DebugfsDir::create("");
        auto in_bad = bad.create_dir("inner");
        in_bad.create_file<&Exhibit::number>("number", exhibit);
        auto dir = DebugfsDir::create("kcxx_test");
        dir.create_file<&Exhibit::number>("", exhibit);
        dir.create_file<&Exhibit::number>("..", exhibit);
        dir.create_file<&Exhibit::number>("a/b", exhibit);
    }
    test.expect_eq(exhibit->ref_count(), 1u);
    return {};
}

Result<> no_folder_keeps_nothing(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto exhibit = TRY(make_ref<Exhibit>(GFP_KERNEL, alive));
    DebugfsDir nothing;
    nothing.create_file<&Exhibit::number>("number", exhibit);
    auto inner = nothing.create_dir("inner");
    inner.create_file<&Exhibit::number>("number", exhibit);
    test.expect_eq(exhibit->ref_count(), 1u);
    return {};
}

Result<> a_folder_can_be_moved(kunit::Test &test) MAY_SLEEP
{
    bool first_alive = false;
    bool second_alive = false;
    auto first = DebugfsDir::create("kcxx_test1");
    first.create_file<&Exhibit::show>("text", TRY(make_ref<Exhibit>(GFP_KERNEL, first_alive)));
    auto second = DebugfsDir::create("kcxx_test2");
    second.create_file<&Exhibit::show>("text", TRY(make_ref<Exhibit>(GFP_KERNEL, second_alive)));
    first = std::move(second);
    test.expect(!first_alive);
    test.expect(second_alive);
    auto third = std::move(first);
    test.expect(second_alive);
    third = DebugfsDir();
    test.expect(!second_alive);
    return {};
}

Result<> an_inner_folder_may_outlive_the_outer(kunit::Test &test) MAY_SLEEP
{
    bool outer_alive = false;
    bool inner_alive = false;
    auto outer = DebugfsDir::create("kcxx_test");
    outer.create_file<&Exhibit::show>("text", TRY(make_ref<Exhibit>(GFP_KERNEL, outer_alive)));
    auto inner = outer.create_dir("inner");
    outer = DebugfsDir();
    test.expect(!outer_alive);
    inner.create_file<&Exhibit::show>("text", TRY(make_ref<Exhibit>(GFP_KERNEL, inner_alive)));
    test.expect(inner_alive);
    inner = DebugfsDir();
    test.expect(!inner_alive);
    return {};
}

Result<> many_files_in_one_folder(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto exhibit = TRY(make_ref<Exhibit>(GFP_KERNEL, alive));
    {
        auto dir = DebugfsDir::create("kcxx_test");
        for (char name[] = "a"; name[0] <= 'z'; name[0]++)
            dir.create_file<&Exhibit::number>(name, exhibit);
        test.expect_eq(exhibit->ref_count(), 27u);
    }
    test.expect_eq(exhibit->ref_count(), 1u);
    return {};
}

Result<> a_file_may_have_an_owner_of_its_own(kunit::Test &test) MAY_SLEEP
{
    bool first_alive = false;
    bool second_alive = false;
    auto dir = DebugfsDir::create("kcxx_test");
    auto first = dir.create_own_file<&Exhibit::show>(
        "first", TRY(make_ref<Exhibit>(GFP_KERNEL, first_alive)));
    auto second = dir.create_own_file<&Exhibit::number>(
        "second", TRY(make_ref<Exhibit>(GFP_KERNEL, second_alive)));
    test.expect(first_alive && second_alive);
    first = std::move(second);
    test.expect(!first_alive && second_alive);
    dir = DebugfsDir();
    test.expect(second_alive);
    first = DebugfsFile();
    test.expect(!second_alive);
    return {};
}

Result<> an_owner_may_have_no_file(kunit::Test &test) MAY_SLEEP
{
    bool alive = false;
    const auto exhibit = TRY(make_ref<Exhibit>(GFP_KERNEL, alive));
    {
        const DebugfsDir nothing;
        const auto nowhere = nothing.create_own_file<&Exhibit::show>("text", exhibit);
        const auto dir = DebugfsDir::create("kcxx_test");
        const auto nameless = dir.create_own_file<&Exhibit::show>("", exhibit);
        const auto bad = dir.create_own_file<&Exhibit::show>("a/b", exhibit);
    }
    test.expect_eq(exhibit->ref_count(), 1u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(files_keep_their_object),
    KUNIT_CASE(names_that_fail_change_nothing),
    KUNIT_CASE(no_folder_keeps_nothing),
    KUNIT_CASE(a_folder_can_be_moved),
    KUNIT_CASE(an_inner_folder_may_outlive_the_outer),
    KUNIT_CASE(many_files_in_one_folder),
    KUNIT_CASE(a_file_may_have_an_owner_of_its_own),
    KUNIT_CASE(an_owner_may_have_no_file),
};

} // namespace

kunit_test_suite("debugfs", cases);
