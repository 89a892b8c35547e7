// SPDX-License-Identifier: GPL-2.0
#include <bindings/file_operations.hpp>
#include <bindings/kunit.hpp>
#include <bindings/minmax.hpp>
#include <tests/bindings/iov_iter.hpp>

#include <limits>

namespace {
using namespace kernel;

constexpr std::string_view hello = "hello";
constexpr unsigned int PING = _IO('t', 1);

/// How many files are open, and whether the next may be.
struct Opened {
    static inline constinit int now = 0;
    static inline constinit bool refused = false;
};

/// Gives "hello" to those that read, and takes three bytes of those that write.
class Greeting {
public:
    Greeting() { Opened::now++; }
    Greeting(const Greeting &) = delete;
    Greeting &operator=(const Greeting &) = delete;
    ~Greeting() { Opened::now--; }

    static Result<Box<Greeting>> open(File &file) MAY_SLEEP
    {
        if (Opened::refused)
            return -EBUSY;
        if (file.writable() && !file.readable())
            return -EACCES;
        return make_box<Greeting>(GFP_KERNEL);
    }
    Result<size_t> read_iter(Kiocb &kiocb, IovIter &to) const MAY_SLEEP
    {
        return to.simple_read_from(kiocb.pos(), hello);
    }
    Result<size_t> write_iter(Kiocb &kiocb, IovIter &from) const
    {
        if (kiocb.nonblocking())
            return -EAGAIN;
        return min(from.count(), 3uz);
    }
    Result<> ping() const { return -EALREADY; }

    static constexpr auto ioctls = IoctlTable{ioctl<PING, &Greeting::ping>};
};

/// What can only be opened.
class Silent {
public:
    static Result<Box<Silent>> open(File &) MAY_SLEEP { return make_box<Silent>(GFP_KERNEL); }
};

constexpr raw::file_operations greeting = FileOperations<Greeting>::make();
constexpr auto mode_read = 1u;
constexpr auto mode_write = 2u;

/// What a call is given.
struct Call {
    Call() { kiocb.ki_filp = &file; }

    raw::file file{};
    raw::kiocb kiocb{};
};

Result<> what_a_class_has_not_is_left_out(kunit::Test &test)
{
    const raw::file_operations silent = FileOperations<Silent>::make();
    test.expect(silent.open && silent.release && silent.owner);
    test.expect(!silent.read_iter && !silent.write_iter);
    test.expect(!silent.unlocked_ioctl && !silent.compat_ioctl);
    test.expect(greeting.read_iter && greeting.write_iter);
    test.expect(greeting.unlocked_ioctl && greeting.compat_ioctl);
    return {};
}

Result<> an_open_file_is_an_object(kunit::Test &test) MAY_SLEEP
{
    raw::file first{};
    raw::file second{};
    test.expect_eq(greeting.open(nullptr, &first), 0);
    test.expect_eq(greeting.open(nullptr, &second), 0);
    test.expect_eq(Opened::now, 2);
    test.expect(first.private_data != second.private_data);
    test.expect_eq(greeting.release(nullptr, &first), 0);
    test.expect_eq(Opened::now, 1);
    test.expect_eq(greeting.release(nullptr, &second), 0);
    test.expect_eq(Opened::now, 0);
    return {};
}

Result<> a_refused_open_makes_nothing(kunit::Test &test) MAY_SLEEP
{
    raw::file file{};
    Opened::refused = true;
    test.expect_eq(greeting.open(nullptr, &file), -raw::EBUSY);
    Opened::refused = false;
    file.f_mode = static_cast<raw::fmode_t>(mode_write);
    test.expect_eq(greeting.open(nullptr, &file), -raw::EACCES);
    test.expect(!file.private_data);
    test.expect_eq(Opened::now, 0);
    return {};
}

Result<> reads_and_writes_reach_the_object(kunit::Test &test) MAY_SLEEP
{
    Call call;
    test.expect_eq(greeting.open(nullptr, &call.file), 0);
    char memory[] = "........";
    call.kiocb.ki_pos = 1;
    with_caller(CallerSide::kernel_reads, {memory, 8}, [&](raw::iov_iter &iter) MAY_SLEEP {
        test.expect_eq(greeting.read_iter(&call.kiocb, &iter), ssize_t{4});
        test.expect_eq(greeting.read_iter(&call.kiocb, &iter), ssize_t{0});
    });
    test.expect_eq(call.kiocb.ki_pos, 5ll);
    test.expect_eq(std::string_view(memory), "ello....");
    call.kiocb.ki_pos = -1;
    with_caller(CallerSide::kernel_reads, {memory, 8}, [&](raw::iov_iter &iter) MAY_SLEEP {
        test.expect_eq(greeting.read_iter(&call.kiocb, &iter), ssize_t{-raw::EINVAL});
    });
    with_caller(CallerSide::kernel_writes, {memory, 8}, [&](raw::iov_iter &iter) MAY_SLEEP {
        test.expect_eq(greeting.write_iter(&call.kiocb, &iter), ssize_t{3});
        call.file.f_flags = raw::O_NONBLOCK;
        test.expect_eq(greeting.write_iter(&call.kiocb, &iter), ssize_t{-raw::EAGAIN});
    });
    test.expect_eq(greeting.release(nullptr, &call.file), 0);
    return {};
}

Result<> ioctls_reach_the_object(kunit::Test &test) MAY_SLEEP
{
    raw::file file{};
    test.expect_eq(greeting.open(nullptr, &file), 0);
    test.expect_eq(greeting.unlocked_ioctl(&file, PING, 0), long{-raw::EALREADY});
    test.expect_eq(greeting.unlocked_ioctl(&file, PING + 1, 0), long{-raw::ENOTTY});
    test.expect_eq(greeting.release(nullptr, &file), 0);
    return {};
}

Result<> a_file_tells_how_it_was_opened(kunit::Test &test)
{
    raw::file raw_file{};
    File file(raw_file);
    test.expect(!file.readable() && !file.writable() && !file.nonblocking());
    raw_file.f_mode = static_cast<raw::fmode_t>(mode_read);
    test.expect(file.readable() && !file.writable());
    file.set_nowait();
    test.expect(file.readable() && !file.writable());
    test.expect(static_cast<u32>(raw_file.f_mode) != mode_read);
    raw_file.f_mode = static_cast<raw::fmode_t>(mode_write);
    test.expect(!file.readable() && file.writable());
    raw_file.f_flags = raw::O_NONBLOCK;
    test.expect(file.nonblocking());
    return {};
}

Result<> only_one_call_may_ask_not_to_wait(kunit::Test &test)
{
    static constexpr int iocb_nowait = 0x8; // as RWF_NOWAIT of <linux/fs.h>
    Call call;
    const Kiocb kiocb(call.kiocb);
    test.expect(!kiocb.nonblocking());
    call.kiocb.ki_flags = iocb_nowait;
    test.expect(kiocb.nonblocking());
    return {};
}

Result<> more_bytes_than_c_can_count_are_an_error(kunit::Test &test)
{
    static constexpr auto most = static_cast<size_t>(std::numeric_limits<ssize_t>::max());
    test.expect_eq(to_ssize(most), std::numeric_limits<ssize_t>::max());
    // As numbers with a sign these would be errors, and one is -EIOCBQUEUED.
    test.expect_eq(to_ssize(most + 1), ssize_t{-raw::EOVERFLOW});
    test.expect_eq(to_ssize(static_cast<size_t>(-raw::EIOCBQUEUED)), ssize_t{-raw::EOVERFLOW});
    test.expect_eq(to_ssize(-EIO), ssize_t{-raw::EIO});
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_a_class_has_not_is_left_out),
    KUNIT_CASE(an_open_file_is_an_object),
    KUNIT_CASE(a_refused_open_makes_nothing),
    KUNIT_CASE(reads_and_writes_reach_the_object),
    KUNIT_CASE(ioctls_reach_the_object),
    KUNIT_CASE(a_file_tells_how_it_was_opened),
    KUNIT_CASE(only_one_call_may_ask_not_to_wait),
    KUNIT_CASE(more_bytes_than_c_can_count_are_an_error),
};
kunit_test_suite("fs", cases);

} // namespace
