// SPDX-License-Identifier: GPL-2.0
#include <bindings/file.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;

Result<> what_means_no_file_is_refused(kunit::Test &test) MAY_SLEEP
{
    test.expect(FileRef::get(~0u).error() == -EBADF);
    test.expect(close_fd(~0u).error() == -EBADF);
    return {};
}

Result<> a_descriptor_that_is_not_used_is_given_back(kunit::Test &test) MAY_SLEEP
{
    u32 first = 0;
    {
        auto fd = TRY(UnusedFd::get(raw::O_CLOEXEC));
        first = fd.number();
        test.expect(TRY(UnusedFd::get(0)).number() != first);
        // It is taken, and means nothing.
        test.expect(FileRef::get(first).error() == -EBADF);
        UnusedFd moved = std::move(fd);
        test.expect_eq(moved.number(), first);
    }
    test.expect_eq(TRY(UnusedFd::get(0)).number(), first);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_means_no_file_is_refused),
    KUNIT_CASE(a_descriptor_that_is_not_used_is_given_back),
};
kunit_test_suite("file", cases);

} // namespace
