// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <cxxrt/errc.hpp>

#include <bindings/raw.hpp>

namespace kernel {

/// Why something failed: a negative errno of the kernel, -1 to -4095.
class Error {
public:
    /// Takes the result of a C function that has failed. What is no errno counts as -EINVAL.
    static constexpr Error from_errno(long value)
    {
        if (value >= 0 || value < -max_errno)
            return Error(-raw::EINVAL);
        return Error(static_cast<int>(value));
    }

    /// Return: the value that C returns, negative.
    constexpr int to_errno() const { return value_; }

    constexpr bool operator==(const Error &) const = default;

private:
    static constexpr long max_errno = 4095;

    friend struct Errno;
    explicit constexpr Error(int value) : value_(value) {}

    int value_;
};

/// The name of an error; what functions return is its negative, as in C: `return -EINVAL;`.
struct Errno {
    int number;
    constexpr Error operator-() const { return Error(-number); }
};

inline constexpr Errno EPERM{raw::EPERM};
inline constexpr Errno ENOENT{raw::ENOENT};
inline constexpr Errno ESRCH{raw::ESRCH};
inline constexpr Errno ESTALE{raw::ESTALE};
inline constexpr Errno EINTR{raw::EINTR};
inline constexpr Errno EIO{raw::EIO};
inline constexpr Errno ENXIO{raw::ENXIO};
inline constexpr Errno E2BIG{raw::E2BIG};
inline constexpr Errno EBADF{raw::EBADF};
inline constexpr Errno EAGAIN{raw::EAGAIN};
inline constexpr Errno ENOMEM{raw::ENOMEM};
inline constexpr Errno EACCES{raw::EACCES};
inline constexpr Errno EFAULT{raw::EFAULT};
inline constexpr Errno EBUSY{raw::EBUSY};
inline constexpr Errno EEXIST{raw::EEXIST};
inline constexpr Errno ENODEV{raw::ENODEV};
inline constexpr Errno EINVAL{raw::EINVAL};
inline constexpr Errno ENFILE{raw::ENFILE};
inline constexpr Errno EMFILE{raw::EMFILE};
inline constexpr Errno ENOTTY{raw::ENOTTY};
inline constexpr Errno EFBIG{raw::EFBIG};
inline constexpr Errno ENOSPC{raw::ENOSPC};
inline constexpr Errno ESPIPE{raw::ESPIPE};
inline constexpr Errno EROFS{raw::EROFS};
inline constexpr Errno EPIPE{raw::EPIPE};
inline constexpr Errno ERANGE{raw::ERANGE};
inline constexpr Errno EDEADLK{raw::EDEADLK};
inline constexpr Errno ENAMETOOLONG{raw::ENAMETOOLONG};
inline constexpr Errno ENOSYS{raw::ENOSYS};
inline constexpr Errno ENODATA{raw::ENODATA};
inline constexpr Errno ETIME{raw::ETIME};
inline constexpr Errno EPROTO{raw::EPROTO};
inline constexpr Errno EOVERFLOW{raw::EOVERFLOW};
inline constexpr Errno EOPNOTSUPP{raw::EOPNOTSUPP};
inline constexpr Errno ETIMEDOUT{raw::ETIMEDOUT};
inline constexpr Errno EALREADY{raw::EALREADY};
inline constexpr Errno EINPROGRESS{raw::EINPROGRESS};
inline constexpr Errno ECANCELED{raw::ECANCELED};
inline constexpr Errno ERESTARTSYS{raw::ERESTARTSYS};

} // namespace kernel
