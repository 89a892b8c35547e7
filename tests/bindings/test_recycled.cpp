// SPDX-License-Identifier: GPL-2.0
// Which memory an object gets is seen by its address. The allocator itself is quick to lend again what it
// got back; who asks for as many bytes in between shows whether it did.
#include <bindings/kunit.hpp>
#include <bindings/recycled.hpp>
#include <bindings/refcount.hpp>
#include <bindings/vec.hpp>
#include <tests/bindings/elsewhere.hpp>

#include <array>

namespace {
using namespace kernel;

constexpr bool has_kasan =
    __has_feature(address_sanitizer) || __has_feature(kernel_address_sanitizer);
constexpr size_t places = 4 * 8; // of each class: so many for each of so many CPUs
constexpr size_t object_size = 4096;

/// As large as the objects here, and not kept.
struct Plain {
    std::array<u64, object_size / sizeof(u64)> words;
};

/// Counts how many of it there are.
template <int number> struct Kept final : Recycled<Kept<number>> {
    explicit Kept(int &count) : alive(count) { alive++; }
    ~Kept() { alive--; }
    Kept(const Kept &) = delete;
    Kept &operator=(const Kept &) = delete;

    int &alive;
    std::array<char, object_size - 64> rest;
};

/// Where an object was, as a number: it is not looked at.
template <class T> std::uintptr_t address_of(const T &object)
{
    return reinterpret_cast<std::uintptr_t>(&object);
}

/// Whether the allocator has what was at `address` to lend: among the next `count` of that size.
Result<bool> is_free(std::uintptr_t address, size_t count) MAY_SLEEP
{
    Vec<Box<Plain>> all;
    for (size_t i = 0; i < count; i++) {
        TRY(all.push_back(TRY(make_box<Plain>(GFP_KERNEL)), GFP_KERNEL));
        if (address_of(*all[i]) == address)
            return true;
    }
    return false;
}

/// Makes one after another, with somebody else asking for memory after each.
///
/// Return: how often one had the memory of the one before.
template <class Make> Result<u32> again(u32 rounds, const Make &make) MAY_SLEEP
{
    u32 count = 0;
    std::uintptr_t last = 0;
    Vec<Box<Plain>> others;
    for (u32 i = 0; i < rounds; i++) {
        // It ends here, and who asks next is the other one.
        const auto address = address_of(*TRY(make()));
        count += address == last ? 1 : 0;
        last = address;
        TRY(others.push_back(TRY(make_box<Plain>(GFP_KERNEL)), GFP_KERNEL));
    }
    return count;
}

Result<> memory_is_used_again(kunit::Test &test) MAY_SLEEP
{
    constexpr u32 rounds = 100;
    const Spares<Kept<1>> spares;
    int alive = 0;
    const u32 count =
        TRY(again(rounds, [&]() MAY_SLEEP { return make_box<Kept<1>>(GFP_KERNEL, alive); }));
    test.expect_eq(alive, 0);
    // It may come to another CPU now and then, and find nothing there.
    if (!has_kasan)
        test.expect(count >= rounds * 3 / 4);
    return {};
}

Result<> a_debug_kernel_keeps_nothing(kunit::Test &test) MAY_SLEEP
{
    if (!has_kasan) {
        test.skip("the module is built without the address sanitizer");
        return {};
    }
    const Spares<Kept<2>> spares;
    int alive = 0;
    // What is freed is not lent for a while.
    test.expect_eq(TRY(again(20, [&]() MAY_SLEEP { return make_box<Kept<2>>(GFP_KERNEL, alive); })),
                   0u);
    test.expect_eq(alive, 0);
    return {};
}

Result<> what_is_kept_is_given_back(kunit::Test &test) MAY_SLEEP
{
    if (has_kasan) {
        test.skip("nothing is kept with the address sanitizer");
        return {};
    }
    int alive = 0;
    std::uintptr_t address = 0;
    {
        const Spares<Kept<3>> spares;
        address = address_of(*TRY(make_box<Kept<3>>(GFP_KERNEL, alive)));
        test.expect(!TRY(is_free(address, 256)));
    }
    test.expect(TRY(is_free(address, 4096)));
    return {};
}

Result<> so_much_is_kept_and_no_more(kunit::Test &test) MAY_SLEEP
{
    const Spares<Kept<4>> spares;
    int alive = 0;
    std::array<std::uintptr_t, 3 * places> addresses{};
    {
        Vec<Box<Kept<4>>> all;
        for (auto &address : addresses) {
            TRY(all.push_back(TRY(make_box<Kept<4>>(GFP_KERNEL, alive)), GFP_KERNEL));
            address = address_of(*all[all.size() - 1]);
        }
        test.expect_eq(alive, static_cast<int>(addresses.size()));
    }
    test.expect_eq(alive, 0);
    // All that comes now is whole, and an object of its own.
    Vec<Box<Kept<4>>> all;
    for (size_t i = 0; i < addresses.size(); i++) {
        auto made = TRY(make_box<Kept<4>>(GFP_KERNEL, alive));
        for (const auto &other : all)
            test.expect_ne(address_of(*other), address_of(*made));
        TRY(all.push_back(std::move(made), GFP_KERNEL));
    }
    test.expect_eq(alive, static_cast<int>(addresses.size()));
    return {};
}

/// Shared, known by its base, and kept.
struct Request : RefCounted<Request> {
    virtual ~Request() = default;
    virtual u32 number() const = 0;
};
struct Call final : Request, Recycled<Call> {
    explicit Call(int &count) : alive(count) { alive++; }
    ~Call() override { alive--; }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    u32 number() const override { return 7; }

    int &alive;
    std::array<char, object_size - 64> rest;
};

Result<> the_last_reference_is_to_a_base(kunit::Test &test) MAY_SLEEP
{
    constexpr u32 rounds = 100;
    const Spares<Call> spares;
    int alive = 0;
    const u32 count = TRY(again(rounds, [&]() MAY_SLEEP -> Result<RefPtr<Request>> {
        RefPtr<Request> request = TRY(make_ref<Call>(GFP_KERNEL, alive));
        test.expect_eq(request->number(), 7u);
        test.expect_eq(request->ref_count(), 1u);
        test.expect_eq(alive, 1);
        return request;
    }));
    test.expect_eq(alive, 0);
    if (!has_kasan)
        test.expect(count >= rounds * 3 / 4);
    return {};
}

/// Says whose it is, as long as it lives.
struct Claimed final : Recycled<Claimed> {
    explicit Claimed(u32 owner) : owner_(owner) {}
    bool is_of(u32 owner) const { return owner_.read() == owner; }

private:
    Atomic<u32> owner_;
};

Result<> tasks_never_share_what_is_kept(kunit::Test &test) MAY_SLEEP
{
    const Spares<Claimed> spares;
    const Atomic<u32> wrong{0};
    // With KASAN nothing is kept, and memory takes long.
    constexpr u32 rounds = has_kasan ? 1'000 : 20'000;
    const auto claim = [&](u32 owner) {
        return [&wrong, owner]() MAY_SLEEP {
            for (u32 i = 0; i < rounds; i++) {
                const auto first = make_box<Claimed>(GFP_KERNEL, owner);
                const auto second = make_box<Claimed>(GFP_KERNEL, owner);
                if (!first || !second || !(*first)->is_of(owner) || !(*second)->is_of(owner) ||
                    &**first == &**second)
                    wrong.inc();
            }
        };
    };
    {
        const auto first = TRY(elsewhere(claim(1)));
        const auto second = TRY(elsewhere(claim(2)));
        const auto third = TRY(elsewhere(claim(3)));
        const auto fourth = TRY(elsewhere(claim(4)));
    }
    test.expect_eq(wrong.read(), 0u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(memory_is_used_again),
    KUNIT_CASE(a_debug_kernel_keeps_nothing),
    KUNIT_CASE(what_is_kept_is_given_back),
    KUNIT_CASE(so_much_is_kept_and_no_more),
    KUNIT_CASE(the_last_reference_is_to_a_base),
    KUNIT_CASE(tasks_never_share_what_is_kept),
};

} // namespace

kunit_test_suite("recycled", cases);
