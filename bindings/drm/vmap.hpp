// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem.h>, drm_gem_vmap_unlocked(): a buffer that the driver itself writes and reads.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/drm/gem.hpp>

namespace kernel::drm {

/// A buffer, mapped in the kernel. The device may change it at any time: words of it are copied.
///
/// Invariant: it has a mapping unless it was moved from.
template <Buffer T> class Vmap {
public:
    /// Context: Process context. May sleep.
    /// Return: the mapping; -EINVAL: the buffer comes from elsewhere, -ENOMEM, or another of
    /// drm_gem_vmap_unlocked().
    static Result<Vmap> create(GemRef<T> buffer) MAY_SLEEP
    {
        if (buffer.is_imported())
            return -EINVAL;
        raw::iosys_map map{};
        unsafe("the buffer is kept, and is in memory of the kernel's") {
            TRY(to_result(raw::drm_gem_vmap_unlocked(&buffer.raw_object(), &map)));
            return Vmap(std::move(buffer), map);
        }
    }

    Vmap(Vmap &&from) noexcept
        : buffer_(std::move(from.buffer_)), map_(std::exchange(from.map_, {}))
    {}
    Vmap &operator=(Vmap &&) = delete;
    /// Context: Process context. May sleep.
    ~Vmap() MAY_SLEEP
    {
        unsafe("create() has mapped it, or it was moved from") {
            if (map_.vaddr)
                raw::drm_gem_vunmap_unlocked(&buffer_.raw_object(), &map_);
        }
    }

    const GemRef<T> &buffer() const [[clang::lifetimebound]] { return buffer_; }

    /// A word, which must be within the buffer, and aligned: else a BUG. What was written before a word is there
    /// for who has read that.
    ///
    /// Context: Any context.
    u64 read(size_t offset) const { return __atomic_load_n(word(offset), __ATOMIC_ACQUIRE); }
    void write(size_t offset, u64 value) const
    {
        __atomic_store_n(word(offset), value, __ATOMIC_RELEASE);
    }

private:
    Vmap(GemRef<T> &&buffer, const raw::iosys_map &map) : buffer_(std::move(buffer)), map_(map) {}

    u64 *word(size_t offset) const
    {
        if (offset % sizeof(u64) != 0 || offset >= buffer_.size()) [[unlikely]]
            bug<"beyond a buffer of the driver's">();
        return reinterpret_cast<u64 *>(static_cast<char *>(map_.vaddr) + offset);
    }

    GemRef<T> buffer_;
    raw::iosys_map map_;
};

} // namespace kernel::drm
