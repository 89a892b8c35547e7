// SPDX-License-Identifier: GPL-2.0
// Cases run in a kernel thread, which has no user memory: arguments that are copied for real are
// tested by tests/user/ioctl_user.c.
#include <bindings/atomic.hpp>
#include <bindings/file_operations.hpp>
#include <bindings/ioctl.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;

constexpr unsigned int BUMP = _IO('t', 1);
constexpr unsigned int SET = _IOW('t', 2, u32);
constexpr unsigned int GET = _IOR('t', 3, u32);
constexpr unsigned int SWAP = _IOWR('t', 4, u32);
constexpr unsigned int REFUSE = _IO('t', 5);
constexpr unsigned int REFUSE_GET = _IOR('t', 6, u32);

/// Counts the calls of its methods.
class Counter {
public:
    explicit Counter(int &calls) : calls_(calls) {}

    Result<> bump() const { return called(); }
    Result<> set(const u32 &) const { return called(); }
    Result<> get(u32 &value) const
    {
        value = 7;
        return called();
    }
    Result<> refuse() const { return -EPERM; }
    Result<> refuse_get(u32 &) const { return -EBUSY; }

    static constexpr auto ioctls = IoctlTable{
        ioctl<BUMP, &Counter::bump>,     ioctl<SET, &Counter::set>,
        ioctl<GET, &Counter::get>,       ioctl<SWAP, &Counter::get>,
        ioctl<REFUSE, &Counter::refuse>, ioctl<REFUSE_GET, &Counter::refuse_get>,
    };

private:
    Result<> called() const
    {
        calls_++;
        return {};
    }

    int &calls_;
};

Result<> a_command_calls_its_method_once(kunit::Test &test) MAY_SLEEP
{
    int calls = 0;
    const Counter counter(calls);
    TRY(Counter::ioctls.dispatch(counter, BUMP, 0));
    test.expect_eq(calls, 1);
    test.expect_error(Counter::ioctls.dispatch(counter, REFUSE, 0), -EPERM);
    test.expect_eq(calls, 1);
    return {};
}

/// Says otherwise than others what it does not know, and looks at the file it was opened as.
class Particular {
public:
    Result<> flags(const File &file, UserPtr<u32>) const
    {
        if (file.nonblocking())
            return -EAGAIN;
        return {};
    }

    static constexpr auto ioctls = IoctlTable{ioctl<GET, &Particular::flags>};
    static constexpr Errno no_such_ioctl = EINVAL;
};

Result<> a_method_may_see_the_file(kunit::Test &test) MAY_SLEEP
{
    raw::file raw_file{};
    const File file(raw_file);
    TRY(Particular::ioctls.dispatch(Particular(), GET, 0, file));
    raw_file.f_flags = raw::O_NONBLOCK;
    test.expect_error(Particular::ioctls.dispatch(Particular(), GET, 0, file), -EAGAIN);
    test.expect_error(Particular::ioctls.dispatch(Particular(), SET, 0, file), -EINVAL);
    return {};
}

/// Hears of all that is asked of it.
class Watched {
public:
    static void ioctl_begins(unsigned int command, unsigned long argument)
    {
        command_.set(command);
        argument_.set(argument);
    }
    static void ioctl_ends(const Result<> &result)
    {
        error_.set(result ? 0 : result.error().to_errno());
    }
    Result<> refuse() const { return -EPERM; }

    static constexpr auto ioctls = IoctlTable{ioctl<REFUSE, &Watched::refuse>};
    static inline constinit Atomic<u32> command_;
    static inline constinit Atomic<u64> argument_;
    static inline constinit Atomic<s32> error_;
};

Result<> a_class_hears_of_each_command(kunit::Test &test) MAY_SLEEP
{
    test.expect_error(Watched::ioctls.dispatch(Watched(), REFUSE, 5), -EPERM);
    test.expect_eq(Watched::command_.read(), REFUSE);
    test.expect_eq(Watched::argument_.read(), 5u);
    test.expect_eq(Watched::error_.read(), (-EPERM).to_errno());
    test.expect_error(Watched::ioctls.dispatch(Watched(), BUMP, 6), -ENOTTY);
    test.expect_eq(Watched::command_.read(), BUMP);
    test.expect_eq(Watched::argument_.read(), 6u);
    test.expect_eq(Watched::error_.read(), (-ENOTTY).to_errno());
    return {};
}

Result<> a_command_that_differs_in_any_part_is_unknown(kunit::Test &test) MAY_SLEEP
{
    int calls = 0;
    const Counter counter(calls);
    for (const unsigned int command :
         {0u, ~0u, unsigned{_IO('t', 9)}, unsigned{_IO('u', 1)}, unsigned{_IOW('t', 1, u32)},
          unsigned{_IOW('t', 2, u64)}, unsigned{_IOR('t', 2, u32)}, unsigned{_IO('t', 2)}})
        test.expect_error(Counter::ioctls.dispatch(counter, command, 0), -ENOTTY);
    test.expect_eq(calls, 0);
    return {};
}

Result<> an_argument_that_cannot_be_read_calls_nothing(kunit::Test &test) MAY_SLEEP
{
    int calls = 0;
    const Counter counter(calls);
    // Memory of the kernel, which a user names as theirs.
    u32 precious = 42;
    const auto address = reinterpret_cast<std::uintptr_t>(&precious);
    test.expect_error(Counter::ioctls.dispatch(counter, SET, address), -EFAULT);
    test.expect_error(Counter::ioctls.dispatch(counter, SWAP, address), -EFAULT);
    test.expect_eq(calls, 0);
    test.expect_eq(precious, 42u);
    return {};
}

Result<> an_answer_that_cannot_be_written_is_an_error(kunit::Test &test) MAY_SLEEP
{
    int calls = 0;
    const Counter counter(calls);
    u32 precious = 42;
    const auto address = reinterpret_cast<std::uintptr_t>(&precious);
    test.expect_error(Counter::ioctls.dispatch(counter, GET, address), -EFAULT);
    test.expect_eq(calls, 1);
    test.expect_eq(precious, 42u);
    // Nothing is written for a method that fails: its error is the one that counts.
    test.expect_error(Counter::ioctls.dispatch(counter, REFUSE_GET, address), -EBUSY);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_command_calls_its_method_once),
    KUNIT_CASE(a_method_may_see_the_file),
    KUNIT_CASE(a_class_hears_of_each_command),
    KUNIT_CASE(a_command_that_differs_in_any_part_is_unknown),
    KUNIT_CASE(an_argument_that_cannot_be_read_calls_nothing),
    KUNIT_CASE(an_answer_that_cannot_be_written_is_an_error),
};
kunit_test_suite("ioctl", cases);

} // namespace
