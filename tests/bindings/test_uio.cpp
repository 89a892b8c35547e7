// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <tests/bindings/iov_iter.hpp>

#include <limits>

namespace {
using namespace kernel;

constexpr std::string_view hello = "hello";

std::string_view text_of(std::span<const char> bytes)
{
    return {bytes.data(), bytes.size()};
}

Result<> a_read_takes_pieces_until_the_end(kunit::Test &test) MAY_SLEEP
{
    char memory[] = "........";
    loff_t pos = 0;
    const std::span<char> asked(memory, 3);
    with_caller(CallerSide::kernel_reads, asked, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
        IovIter iter(raw_iter);
        test.expect_eq(iter.count(), 3uz);
        test.expect_eq(iter.simple_read_from(pos, hello).value_or(99), 3uz);
        test.expect_eq(iter.count(), 0uz);
        // Nothing more was asked for.
        test.expect_eq(iter.simple_read_from(pos, hello).value_or(99), 0uz);
    });
    test.expect_eq(pos, 3ll);
    test.expect_eq(std::string_view(memory), "hel.....");
    with_caller(CallerSide::kernel_reads, asked, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
        IovIter iter(raw_iter);
        test.expect_eq(iter.simple_read_from(pos, hello).value_or(99), 2uz);
        test.expect_eq(iter.count(), 1uz);
        test.expect_eq(iter.simple_read_from(pos, hello).value_or(99), 0uz);
    });
    test.expect_eq(pos, 5ll);
    test.expect_eq(std::string_view(memory), "lol.....");
    return {};
}

Result<> positions_outside_of_the_data_are_no_reads(kunit::Test &test) MAY_SLEEP
{
    char memory[4] = {'.', '.', '.', '.'};
    with_caller(CallerSide::kernel_reads, memory, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
        IovIter iter(raw_iter);
        for (const loff_t outside : {5ll, 6ll, std::numeric_limits<loff_t>::max()}) {
            loff_t pos = outside;
            test.expect_eq(iter.simple_read_from(pos, hello).value_or(99), 0uz);
            test.expect_eq(pos, outside);
        }
        for (const loff_t negative : {-1ll, std::numeric_limits<loff_t>::min()}) {
            loff_t pos = negative;
            test.expect_error(iter.simple_read_from(pos, hello), -EINVAL);
            test.expect_eq(pos, negative);
        }
        loff_t pos = 0;
        test.expect_eq(iter.simple_read_from(pos, {}).value_or(99), 0uz);
        test.expect_eq(iter.count(), 4uz);
    });
    test.expect_eq(text_of(memory), "....");
    return {};
}

Result<> a_read_to_bad_memory_fails(kunit::Test &test) MAY_SLEEP
{
    // Memory of the kernel, which a user names as theirs.
    char memory[] = "........";
    loff_t pos = 1;
    with_caller(CallerSide::user_reads, memory, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
        IovIter iter(raw_iter);
        test.expect_error(iter.simple_read_from(pos, hello), -EFAULT);
        test.expect_eq(iter.count(), sizeof(memory));
        // What there is nothing of needs no memory.
        loff_t end = 5;
        test.expect_eq(iter.simple_read_from(end, hello).value_or(99), 0uz);
    });
    test.expect_eq(pos, 1ll);
    test.expect_eq(std::string_view(memory), "........");
    return {};
}

Result<> a_write_is_appended_as_a_whole(kunit::Test &test) MAY_SLEEP
{
    char memory[] = {'a', 'b', 'c'};
    Vec<char> text;
    for (int round = 0; round < 2; round++)
        with_caller(CallerSide::kernel_writes, memory, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
            IovIter iter(raw_iter);
            test.expect_eq(iter.append_to(text, GFP_KERNEL).value_or(99), 3uz);
            test.expect_eq(iter.count(), 0uz);
            test.expect_eq(iter.append_to(text, GFP_KERNEL).value_or(99), 0uz);
        });
    test.expect_eq(text_of(text.span()), "abcabc");
    return {};
}

Result<> a_write_that_fails_leaves_the_text(kunit::Test &test) MAY_SLEEP
{
    char memory[] = {'a', 'b', 'c'};
    Vec<char> text;
    TRY(text.append(hello, GFP_KERNEL));
    with_caller(CallerSide::user_writes, memory, [&](raw::iov_iter &raw_iter) MAY_SLEEP {
        IovIter iter(raw_iter);
        test.expect_error(iter.append_to(text, GFP_KERNEL), -EFAULT);
        test.expect_eq(iter.count(), 3uz);
    });
    test.expect_eq(text_of(text.span()), hello);
    return {};
}

Result<> more_than_there_is_memory_is_refused(kunit::Test &test) MAY_SLEEP
{
    char memory[] = {'a'};
    Vec<char> text;
    TRY(text.append(hello, GFP_KERNEL));
    // The iterator is not used: these are no bytes of anybody.
    for (const size_t size :
         {size_t{raw::KMALLOC_MAX_SIZE} + 1, std::numeric_limits<size_t>::max()})
        with_caller(CallerSide::user_writes, {memory, size},
                    [&](raw::iov_iter &raw_iter) MAY_SLEEP {
                        IovIter iter(raw_iter);
                        test.expect_error(iter.append_to(text, GFP_KERNEL), -ENOMEM);
                        test.expect_eq(iter.count(), size);
                    });
    test.expect_eq(text_of(text.span()), hello);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_read_takes_pieces_until_the_end),
    KUNIT_CASE(positions_outside_of_the_data_are_no_reads),
    KUNIT_CASE(a_read_to_bad_memory_fails),
    KUNIT_CASE(a_write_is_appended_as_a_whole),
    KUNIT_CASE(a_write_that_fails_leaves_the_text),
    KUNIT_CASE(more_than_there_is_memory_is_refused),
};
kunit_test_suite("uio", cases);

} // namespace
