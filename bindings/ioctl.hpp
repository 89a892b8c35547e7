// SPDX-License-Identifier: GPL-2.0
// <linux/ioctl.h>: tables of ioctl commands, each held against its handler at compile time.
#pragma once

#include <bindings/uaccess.hpp>

#include <linux/ioctl.h>

#include <array>

/// The kernel's own <asm-generic/ioctl.h>, which is no C++, has one that also checks the size; the
/// table does that here.
#ifndef _IOC_TYPECHECK
#define _IOC_TYPECHECK(type) (sizeof(type))
#endif

namespace kernel {

class File;

/// How a handler takes its argument: `Result<> (C::*)(Arg &) const`, `(const Arg &) const`, `() const`;
/// or `(UserPtr<Arg>) const`, if the copies are its own business: an answer in spite of an error.
/// That may also see the open file: `(const File &, UserPtr<Arg>) const`.
template <class Method> struct IoctlHandler;
template <class C> struct IoctlHandler<Result<> (C::*)() const> {
    using Argument = void;
    static constexpr unsigned int direction = _IOC_NONE;
};
template <class C, class A> struct IoctlHandler<Result<> (C::*)(A &) const> {
    using Argument = A;
    static constexpr unsigned int direction = _IOC_READ;
};
template <class C, class A> struct IoctlHandler<Result<> (C::*)(const A &) const> {
    using Argument = A;
    static constexpr unsigned int direction = _IOC_WRITE;
};
template <class C, class A> struct IoctlHandler<Result<> (C::*)(UserPtr<A>) const> {
    using Argument = A;
    static constexpr unsigned int direction = _IOC_READ;
    static constexpr bool copies = true;
};

template <class C, class A> struct IoctlHandler<Result<> (C::*)(const File &, UserPtr<A>) const> {
    using Argument = A;
    static constexpr unsigned int direction = _IOC_READ;
    static constexpr bool copies = true;
    static constexpr bool takes_file = true;
};

/// The size that a command for `Argument` carries; 0 for none.
template <class Argument> consteval size_t ioctl_argument_size()
{
    if constexpr (std::is_void_v<Argument>)
        return 0;
    else
        return sizeof(Argument);
}

/// One command and the method that serves it.
template <unsigned int command_, auto method> struct IoctlEntry {
    using Handler = IoctlHandler<decltype(method)>;
    using Argument = Handler::Argument;
    static constexpr unsigned int command = command_;
    static constexpr unsigned int direction = _IOC_DIR(command_);

    static_assert(direction != (_IOC_READ | _IOC_WRITE) || Handler::direction == _IOC_READ,
                  "the handler of an _IOWR command takes its argument by reference");
    static_assert(
        direction == (_IOC_READ | _IOC_WRITE) || direction == Handler::direction ||
            requires { Handler::copies; },
        "the command's direction and the handler's argument differ: _IOR fills `Arg &`, "
        "_IOW reads `const Arg &`, _IO takes none");
    static_assert(_IOC_SIZE(command_) == ioctl_argument_size<Argument>(),
                  "the command was defined for a type of another size");
    static_assert(std::is_void_v<Argument> || UserReadable<Argument>,
                  "an ioctl argument is plain data without pointers of its own");
    static_assert((direction & _IOC_READ) == 0 || UserWritable<Argument>,
                  "the argument has padding, through which kernel memory would leak: name it");

    /// Context: Process context. May sleep.
    /// Return: what the method returns, or -EFAULT.
    template <class T, std::same_as<File>... Of>
    static Result<> serve(const T &object, unsigned long address, const Of &...file) MAY_SLEEP
    {
        if constexpr (std::is_void_v<Argument>) {
            return (object.*method)();
        } else if constexpr (requires { Handler::takes_file; }) {
            return (object.*method)(file..., u64_to_user_ptr<Argument>(address));
        } else if constexpr (requires { Handler::copies; }) {
            return (object.*method)(u64_to_user_ptr<Argument>(address));
        } else {
            auto user = u64_to_user_ptr<Argument>(address);
            Argument argument{};
            if constexpr ((direction & _IOC_WRITE) != 0)
                argument = TRY(user.read());
            TRY((object.*method)(argument));
            if constexpr ((direction & _IOC_READ) != 0)
                return user.write(argument);
            else
                return {};
        }
    }
};

/// An entry of a table: `ioctl<DEMO_SET_VALUE, &Demo::set_value>`.
template <unsigned int command, auto method>
inline constexpr IoctlEntry<command, method> ioctl{};

/// All commands of a class: `static constexpr auto ioctls = IoctlTable{ioctl<...>, ...};`. Any other
/// is -ENOTTY, or what the class says: `static constexpr Errno no_such_ioctl = EINVAL;`. The first costs least: it
/// should be the one that is asked for mostly.
///
/// A class that tells tracers of its commands says so when one comes and when it is done:
/// `static void ioctl_begins(unsigned int command, unsigned long argument)`, and
/// `static void ioctl_ends(const Result<> &)`.
template <class First, class... Others> class IoctlTable {
public:
    consteval IoctlTable(const First &, const Others &...) {}

    /// Serves `command` on `object`, for the file that it came by.
    ///
    /// Context: Process context. May sleep.
    /// Return: what its method returns, -EFAULT, or -ENOTTY (no such command).
    template <class T, std::same_as<File>... Of>
    Result<> dispatch(const T &object, unsigned int command, unsigned long argument,
                      const Of &...file) const MAY_SLEEP
    {
        if constexpr (requires { T::ioctl_begins(command, argument); })
            T::ioctl_begins(command, argument);
        Result<> result = no_such_command<T>();
        if (command == First::command) [[likely]]
            result = First::serve(object, argument, file...);
        else
            (void)((command == Others::command &&
                    (result = Others::serve(object, argument, file...), true)) ||
                   ...);
        if constexpr (requires { T::ioctl_ends(result); })
            T::ioctl_ends(result);
        return result;
    }

private:
    template <class T> static consteval Error no_such_command()
    {
        if constexpr (requires { T::no_such_ioctl; })
            return -T::no_such_ioctl;
        else
            return -ENOTTY;
    }

    static consteval bool commands_are_unique()
    {
        const std::array commands{First::command, Others::command...};
        for (auto one = commands.begin(); one != commands.end(); ++one)
            for (auto other = commands.begin(); other != one; ++other)
                if (*one == *other)
                    return false;
        return true;
    }
    static_assert(commands_are_unique(), "two entries of the table have the same command");
};

} // namespace kernel
