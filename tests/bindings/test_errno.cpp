// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>

#include <limits>

namespace {
using namespace kernel;

Result<> only_what_c_takes_for_an_error_is_one(kunit::Test &test)
{
    test.expect_eq(Error::from_errno(-1).to_errno(), -1);
    test.expect_eq(Error::from_errno(-4095).to_errno(), -4095);
    for (const long value : {0l, 1l, 22l, -4096l, std::numeric_limits<long>::min(),
                             std::numeric_limits<long>::max(), -(1l << 32) - 5})
        test.expect_eq(Error::from_errno(value), Error(-EINVAL));
    return {};
}

Result<> an_int_of_c_is_an_error_if_negative(kunit::Test &test)
{
    test.expect(static_cast<bool>(to_result(0)));
    test.expect(static_cast<bool>(to_result(7)));
    test.expect_error(to_result(-5), -EIO);
    test.expect_eq(to_errno(Result<>{}), 0);
    test.expect_eq(to_errno(Result<>{-ENOSPC}), -28);
    return {};
}

Result<> names_have_the_numbers_of_the_abi(kunit::Test &test)
{
    static constexpr struct {
        Errno name;
        int number;
    } known[] = {
        {EPERM, 1},       {ENOENT, 2},        {ESRCH, 3},         {EINTR, 4},
        {EIO, 5},         {ENXIO, 6},         {E2BIG, 7},         {EBADF, 9},
        {EAGAIN, 11},     {ENOMEM, 12},       {EACCES, 13},       {EFAULT, 14},
        {EBUSY, 16},      {EEXIST, 17},       {ENODEV, 19},       {EINVAL, 22},
        {ENFILE, 23},     {EMFILE, 24},       {ENOTTY, 25},       {EFBIG, 27},
        {ENOSPC, 28},     {ESPIPE, 29},       {EROFS, 30},        {EPIPE, 32},
        {ERANGE, 34},     {EDEADLK, 35},      {ENAMETOOLONG, 36}, {ENOSYS, 38},
        {ENODATA, 61},    {ETIME, 62},        {EPROTO, 71},       {EOVERFLOW, 75},
        {EOPNOTSUPP, 95}, {ETIMEDOUT, 110},   {EALREADY, 114},    {EINPROGRESS, 115},
        {ECANCELED, 125}, {ERESTARTSYS, 512},
    };
    for (const auto &[name, number] : known)
        test.expect_eq((-name).to_errno(), -number);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(only_what_c_takes_for_an_error_is_one),
    KUNIT_CASE(an_int_of_c_is_an_error_if_negative),
    KUNIT_CASE(names_have_the_numbers_of_the_abi),
};
kunit_test_suite("errno", cases);

} // namespace
