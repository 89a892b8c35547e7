// SPDX-License-Identifier: GPL-2.0
// <linux/uaccess.h>: memory of user space, which may vanish or change at any time.
#pragma once

#include <bindings/result.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <span>
#include <type_traits>

namespace kernel {

/// What may be read from user space: any bytes make a T.
template <class T>
concept UserReadable =
    std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !std::same_as<T, bool>;

/// What may be written to user space: no padding, which would carry kernel memory out.
template <class T>
concept UserWritable = UserReadable<T> && std::has_unique_object_representations_v<T>;

namespace detail {

/// What a register holds is copied by get_user() and put_user(): they cost a fraction of a copy.
template <class T>
concept FitsWord = sizeof(T) == sizeof(u32) || sizeof(T) == sizeof(u64);
template <FitsWord T> using Word = std::conditional_t<sizeof(T) == sizeof(u32), u32, u64>;

inline bool get_user(u32 &to, raw::user_ptr<char> from)
{
    unsafe("the kernel checks the user's address") {
        return raw::get_user_u32(&to, from) == 0;
    }
}
inline bool get_user(u64 &to, raw::user_ptr<char> from)
{
    unsafe("the kernel checks the user's address") {
        return raw::get_user_u64(&to, from) == 0;
    }
}
inline bool put_user(u32 value, raw::user_ptr<char> to)
{
    unsafe("the kernel checks the user's address") {
        return raw::put_user_u32(value, to) == 0;
    }
}
inline bool put_user(u64 value, raw::user_ptr<char> to)
{
    unsafe("the kernel checks the user's address") {
        return raw::put_user_u64(value, to) == 0;
    }
}

/// A few words are copied one by one.
inline constexpr size_t most_words = 9;
template <class T>
concept FitsWords = sizeof(T) % sizeof(u64) == 0 && sizeof(T) / sizeof(u64) <= most_words;
template <class T> using Words = std::array<u64, sizeof(T) / sizeof(u64)>;

template <size_t count>
bool read_words(std::array<u64, count> &to, raw::user_ptr<const void> from)
{
    unsafe("the kernel checks the user's range, and the array has as many words") {
        return raw::copy_words_from_user(to.data(), from, count);
    }
}
template <size_t count>
bool write_words(const std::array<u64, count> &from, raw::user_ptr<void> to)
{
    unsafe("the kernel checks the user's range, and the array has as many words") {
        return raw::copy_words_to_user(to, from.data(), count);
    }
}
template <size_t count>
bool write_words(u32 first, const std::array<u64, count> &from, raw::user_ptr<void> to)
{
    unsafe("the kernel checks the user's range, and the array has as many words") {
        return raw::put_u32_and_words(to, first, from.data(), count);
    }
}

} // namespace detail

/// A T in user space. It cannot be dereferenced, only read as a copy or written.
template <class T> class UserPtr {
public:
    constexpr explicit UserPtr(raw::user_ptr<T> pointer) : pointer_(pointer) {}

    /// Copies the object in. Read once and decide on the copy: user space may change it meanwhile.
    ///
    /// Context: Process context. May sleep.
    /// Return: the copy, or -EFAULT.
    Result<std::remove_const_t<T>> read() const MAY_SLEEP
    {
        static_assert(UserReadable<std::remove_const_t<T>>,
                      "only plain data without pointers is read from user space");
        using Copy = std::remove_const_t<T>;
        if constexpr (detail::FitsWords<Copy>) {
            detail::Words<Copy> words;
            if (!detail::read_words(words, pointer_))
                return -EFAULT;
            return std::bit_cast<Copy>(words);
        } else {
            Copy copy{};
            unsafe("the kernel checks the user's range, and the copy is as large as the object") {
                if (raw::copy_from_user(&copy, pointer_, sizeof(copy)) != 0)
                    return -EFAULT;
            }
            return copy;
        }
    }

    /// Copies `value` out.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT; then part of it may have been written.
    Result<> write(const T &value) const MAY_SLEEP
    {
        static_assert(!std::is_const_v<T>, "a UserPtr to const is for reading");
        static_assert(UserWritable<T>,
                      "padding would carry kernel memory out to user space: name it");
        if constexpr (detail::FitsWords<T>) {
            if (!detail::write_words(std::bit_cast<detail::Words<T>>(value), pointer_))
                return -EFAULT;
        } else {
            unsafe("the kernel checks the user's range, and the source is as large as the object") {
                if (raw::copy_to_user(pointer_, &value, sizeof(value)) != 0)
                    return -EFAULT;
            }
        }
        return {};
    }

    constexpr raw::user_ptr<T> raw_pointer() const { return pointer_; }

private:
    raw::user_ptr<T> pointer_;
};

/// A pointer that user space passed as a __u64, as ioctl structures do.
///
/// Context: Any context.
template <class T> UserPtr<T> u64_to_user_ptr(u64 address)
{
    return UserPtr<T>({reinterpret_cast<T *>(address)});
}

/// Bytes in user space, consumed from front to back, so that each is read or written once.
class UserSlice {
public:
    UserSlice(UserPtr<char> pointer, size_t size) : pointer_(pointer.raw_pointer()), size_(size) {}

    /// How many bytes are left.
    size_t size() const { return size_; }

    /// Fills `to` from the front of what is left.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    Result<> read(std::span<char> to) MAY_SLEEP
    {
        return take(to.size(), [to](raw::user_ptr<char> user) {
            unsafe("the span is the whole target, and the kernel checks the user's range") {
                return raw::copy_from_user(to.data(), user, to.size()) == 0;
            }
        });
    }

    /// Writes `from` to the front of what is left.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    Result<> write(std::span<const char> from) MAY_SLEEP
    {
        return take(from.size(), [from](raw::user_ptr<char> user) {
            unsafe("the span is the whole source, and the kernel checks the user's range") {
                return raw::copy_to_user(user, from.data(), from.size()) == 0;
            }
        });
    }

    /// Reads a T from the front of what is left.
    ///
    /// Context: Process context. May sleep.
    /// Return: the copy; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    template <UserReadable T> Result<T> read() MAY_SLEEP
    {
        if constexpr (detail::FitsWord<T>) {
            detail::Word<T> word = 0;
            TRY(take(sizeof(T),
                     [&word](raw::user_ptr<char> user) { return detail::get_user(word, user); }));
            return std::bit_cast<T>(word);
        } else if constexpr (detail::FitsWords<T>) {
            detail::Words<T> words;
            TRY(take(sizeof(T), [&words](raw::user_ptr<char> user) {
                return detail::read_words(words, user);
            }));
            return std::bit_cast<T>(words);
        } else {
            std::array<char, sizeof(T)> bytes;
            TRY(read(bytes));
            return std::bit_cast<T>(bytes);
        }
    }

    /// Writes `value` to the front of what is left.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    template <UserWritable T>
        requires(!std::convertible_to<const T &, std::span<const char>>)
    Result<> write(const T &value) MAY_SLEEP
    {
        if constexpr (detail::FitsWord<T>) {
            const auto word = std::bit_cast<detail::Word<T>>(value);
            return take(sizeof(T),
                        [word](raw::user_ptr<char> user) { return detail::put_user(word, user); });
        } else if constexpr (detail::FitsWords<T>) {
            const auto words = std::bit_cast<detail::Words<T>>(value);
            return take(sizeof(T), [&words](raw::user_ptr<char> user) {
                return detail::write_words(words, user);
            });
        } else {
            const auto bytes = std::bit_cast<std::array<char, sizeof(T)>>(value);
            return write(std::span<const char>(bytes));
        }
    }

    /// Writes a number and a `value` behind it as one, to the front of what is left.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    template <UserWritable T>
        requires detail::FitsWords<T>
    Result<> write(u32 first, const T &value) MAY_SLEEP
    {
        const auto words = std::bit_cast<detail::Words<T>>(value);
        return take(sizeof(first) + sizeof(T), [first, &words](raw::user_ptr<char> user) {
            return detail::write_words(first, words, user);
        });
    }

    /// Lets `copy(pointer)` use the next `bytes`, and goes on behind them if it returns true.
    ///
    /// Context: as `copy`.
    /// Return: nothing; -EINVAL if less is left, and then nothing has changed; or -EFAULT.
    template <std::predicate<raw::user_ptr<char>> F> Result<> take(size_t bytes, F &&copy)
    {
        if (bytes > size_)
            return -EINVAL;
        if (!std::forward<F>(copy)(pointer_))
            return -EFAULT;
        advance(bytes);
        return {};
    }

private:
    void advance(size_t bytes)
    {
        // Without a check: who could read or write the bytes has shown that they do not wrap around.
        std::uintptr_t address = 0;
        static_cast<void>(__builtin_add_overflow(reinterpret_cast<std::uintptr_t>(pointer_.address),
                                                 bytes, &address));
        pointer_.address = reinterpret_cast<char *>(address);
        static_cast<void>(__builtin_sub_overflow(size_, bytes, &size_));
    }

    raw::user_ptr<char> pointer_;
    size_t size_;
};

} // namespace kernel
