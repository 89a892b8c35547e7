// SPDX-License-Identifier: GPL-2.0
// Cases run in a kernel thread, which has no user memory: what is copied for real is tested by the
// programs in tests/user. Here: nothing that is not the user's is read or written.
#include <bindings/kunit.hpp>
#include <bindings/uaccess.hpp>

#include <limits>

namespace {
using namespace kernel;

/// The address of an object of the kernel's, as a user may pass it.
template <class T> u64 address_of(T &object)
{
    return reinterpret_cast<std::uintptr_t>(&object);
}

Result<> kernel_memory_is_not_read(kunit::Test &test) MAY_SLEEP
{
    u32 secret = 42;
    test.expect_error(u64_to_user_ptr<u32>(address_of(secret)).read(), -EFAULT);
    test.expect_error(u64_to_user_ptr<const u32>(address_of(secret)).read(), -EFAULT);
    test.expect_error(u64_to_user_ptr<u64>(std::numeric_limits<u64>::max() - 3).read(), -EFAULT);
    return {};
}

Result<> kernel_memory_is_not_written(kunit::Test &test) MAY_SLEEP
{
    u32 precious = 42;
    test.expect_error(u64_to_user_ptr<u32>(address_of(precious)).write(7), -EFAULT);
    test.expect_eq(precious, 42u);
    return {};
}

Result<> a_pointer_keeps_all_64_bits(kunit::Test &test)
{
    const auto pointer = u64_to_user_ptr<char>(0xfedc'ba98'7654'3210);
    test.expect_eq(reinterpret_cast<std::uintptr_t>(pointer.raw_pointer().address),
                   std::uintptr_t{0xfedc'ba98'7654'3210});
    return {};
}

Result<> a_slice_ends(kunit::Test &test) MAY_SLEEP
{
    char memory[] = "........";
    char buffer[5] = {'a', 'b', 'c', 'd', 'e'};
    UserSlice slice(u64_to_user_ptr<char>(address_of(memory)), 4);
    test.expect_error(slice.read(buffer), -EINVAL);
    test.expect_error(slice.write(buffer), -EINVAL);
    test.expect_eq(slice.size(), 4uz);
    test.expect_eq(buffer[0], 'a');
    return {};
}

Result<> a_slice_of_bad_memory_stays_as_it_is(kunit::Test &test) MAY_SLEEP
{
    char memory[] = "........";
    char buffer[4] = {'a', 'b', 'c', 'd'};
    UserSlice slice(u64_to_user_ptr<char>(address_of(memory)), 4);
    test.expect_error(slice.write(buffer), -EFAULT);
    test.expect_eq(slice.size(), 4uz);
    test.expect_error(slice.read(buffer), -EFAULT);
    test.expect_eq(slice.size(), 4uz);
    test.expect_eq(std::string_view(memory), "........");
    // Nothing of the kernel's is left where the user's bytes should be.
    test.expect_eq(std::string_view(buffer, 4), std::string_view("\0\0\0\0", 4));
    return {};
}

Result<> no_bytes_need_no_memory(kunit::Test &test) MAY_SLEEP
{
    UserSlice slice(u64_to_user_ptr<char>(0), 0);
    TRY(slice.read({}));
    TRY(slice.write({}));
    test.expect_eq(slice.size(), 0uz);
    return {};
}

Result<> typed_access_is_checked(kunit::Test &test) MAY_SLEEP
{
    UserSlice slice(u64_to_user_ptr<char>(8), 4);
    test.expect_error(slice.read<u64>(), -EINVAL);
    test.expect_error(slice.read<u32>(), -EFAULT);
    test.expect_error(slice.write(1ull), -EINVAL);
    test.expect_error(slice.write(1u), -EFAULT);
    test.expect_error(slice.write(1u, 1ull), -EINVAL);
    const auto refuse = [](raw::user_ptr<char>) { return false; };
    test.expect_error(slice.take(5, refuse), -EINVAL);
    test.expect_error(slice.take(4, refuse), -EFAULT);
    test.expect_eq(slice.size(), 4uz);
    TRY(slice.take(3, [](raw::user_ptr<char>) { return true; }));
    test.expect_eq(slice.size(), 1uz);
    return {};
}

Result<> a_number_and_what_is_behind_it_are_one(kunit::Test &test) MAY_SLEEP
{
    char memory[] = "............";
    UserSlice slice(u64_to_user_ptr<char>(address_of(memory)), 12);
    test.expect_error(slice.write(1u, 1ull), -EFAULT);
    test.expect_eq(slice.size(), 12uz);
    test.expect_eq(std::string_view(memory), "............");
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(typed_access_is_checked),
    KUNIT_CASE(a_number_and_what_is_behind_it_are_one),
    KUNIT_CASE(kernel_memory_is_not_read),
    KUNIT_CASE(kernel_memory_is_not_written),
    KUNIT_CASE(a_pointer_keeps_all_64_bits),
    KUNIT_CASE(a_slice_ends),
    KUNIT_CASE(a_slice_of_bad_memory_stays_as_it_is),
    KUNIT_CASE(no_bytes_need_no_memory),
};
kunit_test_suite("uaccess", cases);

} // namespace
