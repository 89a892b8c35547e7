// SPDX-License-Identifier: GPL-2.0
// A growable array whose growth can fail: <linux/slab.h>'s kmalloc_array for C++ objects.
#pragma once

#include <bindings/minmax.hpp>
#include <bindings/slab.hpp>

#include <memory>
#include <span>

namespace kernel {

/// Elements one after the other on the heap. What may allocate takes Gfp flags and returns a Result;
/// access outside of the elements is a BUG.
template <class T> class [[gsl::Owner(T)]] Vec {
public:
    using value_type = T;

    Vec() = default;
    Vec(Vec &&from) noexcept
        : data_(std::exchange(from.data_, nullptr)), size_(std::exchange(from.size_, 0)),
          capacity_(std::exchange(from.capacity_, 0))
    {}
    Vec &operator=(Vec &&from) noexcept
    {
        Vec old(std::move(*this));
        data_ = std::exchange(from.data_, nullptr);
        size_ = std::exchange(from.size_, 0);
        capacity_ = std::exchange(from.capacity_, 0);
        return *this;
    }
    ~Vec()
    {
        clear();
        release(data_);
    }

    size_t size() const { return size_; }
    size_t capacity() const { return capacity_; }
    bool empty() const { return size_ == 0; }

    T &operator[](size_t index) [[clang::lifetimebound]] { return *element(index); }
    const T &operator[](size_t index) const [[clang::lifetimebound]] { return *element(index); }

    /// All elements, as a view that ends with the next growth.
    ///
    /// Context: Any context.
    std::span<T> span() [[clang::lifetimebound]] { return {data_, size_}; }
    std::span<const T> span() const [[clang::lifetimebound]] { return {data_, size_}; }

    /// Leaves the elements and their memory to whoever has them, for ever.
    ///
    /// Context: Any context.
    void leak() KCXX_UNSAFE_FN
    {
        data_ = nullptr;
        size_ = capacity_ = 0;
    }

    /// The iterators of span(), which know where it ends.
    ///
    /// Context: Any context.
    auto begin() [[clang::lifetimebound]] { return span().begin(); }
    auto end() [[clang::lifetimebound]] { return span().end(); }
    auto begin() const [[clang::lifetimebound]] { return span().begin(); }
    auto end() const [[clang::lifetimebound]] { return span().end(); }

    /// Makes room for `capacity` elements in all.
    ///
    /// Context: as `gfp` says.
    /// Return: nothing, or -ENOMEM, and then nothing has changed.
    Result<> reserve(size_t capacity, Gfp gfp)
    {
        if (capacity <= capacity_)
            return {};
        if (capacity > most)
            return -ENOMEM;
        unsafe("the product cannot overflow; elements move to memory that is theirs alone") {
            auto *data = static_cast<T *>(raw::kmalloc(capacity * sizeof(T), gfp.flags()));
            if (!data)
                return -ENOMEM;
            std::uninitialized_move_n(data_, size_, data);
            destroy(data_, size_);
            release(std::exchange(data_, data));
            capacity_ = capacity;
        }
        return {};
    }

    /// Appends `value`.
    ///
    /// Context: as `gfp` says.
    /// Return: nothing, or -ENOMEM, and then nothing has changed.
    Result<> push_back(T value, Gfp gfp)
    {
        TRY(grow(1, gfp));
        std::construct_at(behind_last(), std::move(value));
        size_++;
        return {};
    }

    /// Appends a copy of `values`, which must not be part of this Vec.
    ///
    /// Context: as `gfp` says.
    /// Return: nothing, or -ENOMEM, and then nothing has changed.
    Result<> append(std::span<const T> values, Gfp gfp)
    {
        TRY(grow(values.size(), gfp));
        std::uninitialized_copy(values.begin(), values.end(), data_ + size_);
        size_ += values.size();
        return {};
    }

    /// Makes it `size` elements: new ones are value-initialised, surplus ones destroyed.
    ///
    /// Context: as `gfp` says.
    /// Return: nothing, or -ENOMEM, and then nothing has changed.
    Result<> resize(size_t size, Gfp gfp)
    {
        TRY(reserve(size, gfp));
        if (size > size_)
            value_construct(data_ + size_, size - size_);
        else
            destroy(data_ + size, size_ - size);
        size_ = size;
        return {};
    }

    /// Room for `more` elements behind the last one, to be written and then taken in by extend().
    ///
    /// Context: as `gfp` says.
    /// Return: memory that holds no objects yet, or -ENOMEM, and then nothing has changed.
    Result<std::span<T>> spare(size_t more, Gfp gfp) [[clang::lifetimebound]] KCXX_UNSAFE_FN
    {
        TRY(grow(more, gfp));
        return std::span<T>(data_ + size_, more);
    }

    /// Makes elements of the first `more` of spare(), all of which were written.
    ///
    /// Context: Any context.
    void extend(size_t more) KCXX_UNSAFE_FN { size_ += more; }

    /// Context: Any context. BUG if there is no element.
    void pop_back()
    {
        std::destroy_at(last_element());
        size_--;
    }

    /// Context: Any context. BUG if there is no element.
    /// Return: the last element, moved out.
    T take_back()
    {
        T *last = last_element();
        T value(std::move(*last));
        std::destroy_at(last);
        size_--;
        return value;
    }

    /// Destroys all elements and keeps the memory.
    ///
    /// Context: Any context, as far as ~T is concerned.
    void clear()
    {
        destroy(data_, size_);
        size_ = 0;
    }

private:
    // Within its bounds an element needs no other check: the array is there, aligned, and does not
    // wrap.
    [[clang::no_sanitize("null", "alignment", "pointer-overflow"), gnu::always_inline]]
    T *element(size_t index) const
    {
        if (index >= size_) [[unlikely]]
            bug<"Vec: there is no element with this index">();
        return static_cast<T *>(__builtin_assume_aligned(data_ + index, alignof(T)));
    }

    [[clang::no_sanitize("pointer-overflow"), gnu::always_inline]] T *behind_last() const
    {
        return data_ + size_;
    }
    [[clang::no_sanitize("pointer-overflow"), gnu::always_inline]] T *last_element() const
    {
        return element(0) + (size_ - 1);
    }

    static void destroy(T *data, size_t count)
    {
        if constexpr (!std::is_trivially_destructible_v<T>)
            std::destroy_n(data, count);
    }

    // What is all zeros is not constructed one by one.
    static void value_construct(T *data, size_t count)
    {
        if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
            __builtin_memset(data, 0, count * sizeof(T));
        else
            std::uninitialized_value_construct_n(data, count);
    }

    /// Room for `more` elements; at least doubles, so that appending one by one stays linear.
    Result<> grow(size_t more, Gfp gfp)
    {
        size_t wanted = 0;
        if (__builtin_add_overflow(size_, more, &wanted))
            return -ENOMEM;
        if (wanted <= capacity_)
            return {};
        const size_t roomy = min(max(capacity_ * 2, minimum), most);
        return reserve(max(wanted, roomy), gfp);
    }

    static void release(T *data)
    {
        if (!data)
            return; // as kfree() does, but without the call
        unsafe("the memory came from kmalloc and holds no element any more") {
            raw::kfree(data);
        }
    }

    // kmalloc warns about larger ones, and user space often has a say in the size.
    static constexpr size_t most = raw::KMALLOC_MAX_SIZE / sizeof(T);
    static constexpr size_t minimum = max<size_t>(1, 16 / sizeof(T));
    static_assert(alignof(T) <= 8, "kmalloc aligns arrays to 8 bytes");

    T *data_ = nullptr;
    size_t size_ = 0;
    size_t capacity_ = 0;
};

} // namespace kernel
