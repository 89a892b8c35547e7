// SPDX-License-Identifier: GPL-2.0
// Typed copies of a few words, which are copied one by one: the same comes of them as of a copy of bytes.
#include <bindings/kunit.hpp>
#include <tests/bindings/faults.hpp>
#include <tests/bindings/user_memory.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace {
using namespace kernel;

/// As many words: up to 9 are copied one by one.
template <size_t count> struct Words {
    std::array<u64, count> words;
};

/// Some structure of a protocol: its members do not end where words do.
struct Mixed {
    u32 code;
    u16 kind;
    u8 small[2];
    s64 number;
    u32 low;
    u32 high;
};
static_assert(detail::FitsWords<Mixed> && detail::FitsWords<Words<1>> &&
              detail::FitsWords<Words<9>> && !detail::FitsWords<Words<10>>);

template <class T> using Bytes = std::array<char, sizeof(T)>;

/// Bytes that are all different, as far as that goes.
template <class T> Bytes<T> pattern()
{
    Bytes<T> bytes{};
    for (size_t i = 0; i < bytes.size(); i++)
        bytes[i] = static_cast<char>(i + 1);
    return bytes;
}

template <class T> bool is_pattern(const T &value)
{
    return std::bit_cast<Bytes<T>>(value) == pattern<T>();
}

/// What `write(value)` leaves at `offset`: each byte of a T, and nothing beside it.
template <class T, class F>
Result<> writes(kunit::Test &test, const UserMemory &memory, size_t offset, F &&write) MAY_SLEEP
{
    std::array<char, sizeof(T) + 2> around{};
    around.fill('.');
    TRY(memory.slice(offset - 1).write(std::span<const char>(around)));
    TRY(write(std::bit_cast<T>(pattern<T>())));
    TRY(memory.slice(offset - 1).read(around));
    test.expect(around.front() == '.' && around.back() == '.');
    test.expect(std::ranges::equal(std::span(around).subspan(1, sizeof(T)), pattern<T>()));
    return {};
}

/// Reads and writes a T at `offset`.
template <class T>
Result<> copies(kunit::Test &test, const UserMemory &memory, size_t offset) MAY_SLEEP
{
    const Bytes<T> bytes = pattern<T>();
    const auto user = u64_to_user_ptr<T>(memory.at(static_cast<s64>(offset)));
    TRY(memory.slice(offset).write(std::span<const char>(bytes)));
    test.expect(is_pattern(TRY(user.read())));
    auto slice = memory.slice(offset);
    test.expect(is_pattern(TRY(slice.template read<T>())));
    test.expect_eq(slice.size(), memory.size() - offset - sizeof(T));

    TRY(writes<T>(test, memory, offset,
                  [&](const T &value) MAY_SLEEP { return user.write(value); }));
    slice = memory.slice(offset);
    TRY(writes<T>(test, memory, offset,
                  [&](const T &value) MAY_SLEEP { return slice.write(value); }));
    test.expect_eq(slice.size(), memory.size() - offset - sizeof(T));
    return {};
}

Result<> each_byte_finds_its_place(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(2));
    // Aligned, not aligned, and from one page to the next.
    for (const size_t offset : {8uz, 1uz, 3uz, 4uz, 15uz, Page::size - 12, Page::size - 1}) {
        TRY(copies<Words<1>>(test, memory, offset));
        TRY(copies<Words<2>>(test, memory, offset));
        TRY(copies<Mixed>(test, memory, offset));
        TRY(copies<Words<9>>(test, memory, offset));
        TRY(copies<Words<10>>(test, memory, offset));
    }
    return {};
}

/// A T at `offset` is not all there: it is neither read nor written, and nothing is taken of a slice.
template <class T> void faults(kunit::Test &test, const UserMemory &memory, s64 offset) MAY_SLEEP
{
    const auto user = u64_to_user_ptr<T>(memory.at(offset));
    const auto value = std::bit_cast<T>(pattern<T>());
    test.expect_error(user.read(), -EFAULT);
    test.expect_error(user.write(value), -EFAULT);
    UserSlice slice(u64_to_user_ptr<char>(memory.at(offset)), 1000);
    test.expect_error(slice.read<T>(), -EFAULT);
    test.expect_error(slice.write(value), -EFAULT);
    test.expect_eq(slice.size(), 1000uz);
}

Result<> no_word_may_be_missing(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    const auto end = static_cast<s64>(memory.size());
    constexpr auto bytes = static_cast<s64>(sizeof(Words<9>));
    // The first word lacks a byte, or is not there at all; so do more and more of those behind it.
    faults<Words<9>>(test, memory, -1);
    faults<Words<9>>(test, memory, -8);
    faults<Words<9>>(test, memory, -bytes / 2);
    faults<Words<9>>(test, memory, -bytes);
    // The last word lacks a byte; then all of it; then those before it.
    faults<Words<9>>(test, memory, end - bytes + 1);
    for (s64 there = 8; there >= 0; there--)
        faults<Words<9>>(test, memory, end - 8 * there);
    faults<Words<2>>(test, memory, end - 9);
    faults<Words<1>>(test, memory, end - 7);
    faults<Words<1>>(test, memory, -7);
    faults<Mixed>(test, memory, end - 20);
    TRY(copies<Words<8>>(test, memory, memory.size() - sizeof(Words<8>) - 1));
    return {};
}

Result<> what_was_there_may_have_been_written(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    const auto end = static_cast<s64>(memory.size());
    const auto value = std::bit_cast<Words<4>>(pattern<Words<4>>());
    test.expect_error(u64_to_user_ptr<Words<4>>(memory.at(end - 16)).write(value), -EFAULT);
    std::array<char, 17> bytes{};
    TRY(memory.slice(memory.size() - bytes.size()).read(bytes));
    test.expect_eq(bytes[0], '\0');
    for (size_t i = 1; i < bytes.size(); i++)
        test.expect(bytes[i] == '\0' || bytes[i] == static_cast<char>(i));
    return {};
}

/// Where no user has memory, whatever is there.
template <class T> void refuses(kunit::Test &test, u64 address) MAY_SLEEP
{
    const auto user = u64_to_user_ptr<T>(address);
    test.expect_error(user.read(), -EFAULT);
    test.expect_error(user.write(std::bit_cast<T>(pattern<T>())), -EFAULT);
    UserSlice slice(u64_to_user_ptr<char>(address), sizeof(T));
    test.expect_error(slice.read<T>(), -EFAULT);
    test.expect_error(slice.write(std::bit_cast<T>(pattern<T>())), -EFAULT);
    test.expect_eq(slice.size(), sizeof(T));
}

Result<> the_kernels_half_is_nobodys(kunit::Test &test) MAY_SLEEP
{
    constexpr u64 users_end = 0x7fff'ffff'f000;
    Words<9> precious{};
    precious.words.fill(42);
    refuses<Words<9>>(test, reinterpret_cast<std::uintptr_t>(&precious));
    refuses<Words<2>>(test, reinterpret_cast<std::uintptr_t>(&precious));
    for (const u64 word : precious.words)
        test.expect_eq(word, u64{42});
    const auto memory = TRY(UserMemory::map(1));
    for (const u64 address :
         {users_end - 8, users_end, users_end + 4096, 1ull << 63,
          std::numeric_limits<u64>::max() - 71, // its end is that of all addresses
          std::numeric_limits<u64>::max() - 7}) {
        refuses<Words<9>>(test, address);
        refuses<Words<2>>(test, address);
    }
    refuses<Words<9>>(test, 0);
    return {};
}

Result<> a_slice_is_not_left(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    const auto value = std::bit_cast<Words<3>>(pattern<Words<3>>());
    UserSlice slice(u64_to_user_ptr<char>(memory.at(0)), sizeof(value) + 23);
    TRY(slice.write(value));
    test.expect_error(slice.write(value), -EINVAL);
    test.expect_error(slice.read<Words<3>>(), -EINVAL);
    test.expect_eq(slice.size(), 23uz);
    std::array<char, 23> rest{};
    TRY(slice.read(rest));
    test.expect(rest == std::array<char, 23>{});
    return {};
}

Result<> copies_can_be_told_to_fail(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    const auto value = std::bit_cast<Words<3>>(pattern<Words<3>>());
    const auto user = u64_to_user_ptr<Words<3>>(memory.at(0));
    TRY(user.write(value)); // its page is there from now on
    const auto failures = with_each_fault(
        test,
        [&]() MAY_SLEEP -> Result<> {
            auto slice = memory.slice(0);
            TRY(user.write(value));
            test.expect(is_pattern(TRY(user.read())));
            TRY(slice.write(value));
            test.expect(TRY(slice.read<Words<3>>()).words[0] == 0);
            return {};
        },
        -EFAULT);
    if (!failures && failures.error() == -EOPNOTSUPP)
        return {};
    test.expect_eq(TRY(failures), 4u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(each_byte_finds_its_place),
    KUNIT_CASE(no_word_may_be_missing),
    KUNIT_CASE(what_was_there_may_have_been_written),
    KUNIT_CASE(the_kernels_half_is_nobodys),
    KUNIT_CASE(a_slice_is_not_left),
    KUNIT_CASE(copies_can_be_told_to_fail),
};
kunit_test_suite("uaccess_words", cases);

} // namespace
