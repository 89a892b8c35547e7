// SPDX-License-Identifier: GPL-2.0
// For tests of what is copied from and to user space.
#pragma once

#include <bindings/page.hpp>
#include <bindings/uaccess.hpp>

extern "C" {
/// Lets this task use memory of user space, and maps `size` bytes of it: nothing is around them.
///
/// Context: Process context of a kernel thread. May sleep.
/// Return: where, or 0.
unsigned long kcxx_kunit_map(size_t size) KCXX_UNSAFE_FN;
/// Ends that.
///
/// Context: as above.
void kcxx_kunit_unmap(unsigned long address, size_t size) KCXX_UNSAFE_FN;
}

namespace kernel {

/// A few pages of user space, of zeros at first, which this task has while this lives.
class UserMemory {
public:
    /// Context: Process context of a test. May sleep.
    /// Return: the memory, or -ENOMEM.
    static Result<UserMemory> map(size_t pages) MAY_SLEEP
    {
        unsafe("a test's task is a kernel thread") {
            const unsigned long address = kcxx_kunit_map(pages * Page::size);
            if (address == 0)
                return -ENOMEM;
            return UserMemory(address, pages * Page::size);
        }
    }
    UserMemory(UserMemory &&from) noexcept
        : address_(std::exchange(from.address_, 0)), size_(from.size_)
    {}
    UserMemory &operator=(UserMemory &&) = delete;
    /// Context: as above.
    ~UserMemory()
    {
        if (address_ == 0)
            return;
        unsafe("it is what map() has mapped for this task") {
            kcxx_kunit_unmap(address_, size_);
        }
    }

    /// Context: Any context.
    size_t size() const { return size_; }
    /// Where a byte of it is, or of what is around it.
    ///
    /// Context: Any context.
    u64 at(s64 offset) const { return static_cast<u64>(static_cast<s64>(address_) + offset); }

    /// All that is left of it from `offset` on.
    ///
    /// Context: Any context.
    UserSlice slice(size_t offset) const
    {
        return UserSlice(u64_to_user_ptr<char>(at(static_cast<s64>(offset))), size_ - offset);
    }

private:
    UserMemory(unsigned long address, size_t size) : address_(address), size_(size) {}

    unsigned long address_;
    size_t size_;
};

} // namespace kernel
