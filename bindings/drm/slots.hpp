// SPDX-License-Identifier: GPL-2.0
// Equal parts of a device's memory, each large enough for a frame: what they are used for, and which is to be had for
// something else.
#pragma once

#include <bindings/types.hpp>

#include <algorithm>
#include <array>

namespace kernel::drm::detail {

class Slots {
public:
    static constexpr u32 most = 16;
    static constexpr u32 none = ~u32{0};

    /// What a slot holds: a buffer as a whole, or a picture that others are copied into.
    enum class Use : u8 { nothing, buffer, canvas };

    Slots() = default;
    /// Empty ones.
    explicit Slots(size_t count) : count_(static_cast<u32>(std::min(count, size_t{most}))) {}

    u32 count() const { return count_; }
    Use use(u32 slot) const { return slots_[slot].use; }
    void set_use(u32 slot, Use use) { slots_[slot].use = use; }

    /// The one that is on the screen, or none.
    u32 shown() const { return shown_; }
    void show(u32 slot)
    {
        shown_ = slot;
        slots_[slot].last_shown = ++shows_;
    }

    /// The one that pictures are copied into, or none.
    u32 canvas() const
    {
        for (u32 slot = 0; slot < count_; slot++)
            if (slots_[slot].use == Use::canvas)
                return slot;
        return none;
    }

    /// One for a buffer: empty, or of what was not on the screen for long. Else it is not worth it: who shows more
    /// buffers than there are slots would have each of them moved back and forth.
    u32 find_for_buffer() const
    {
        const u32 slot = least_shown();
        if (slot == none || slots_[slot].use == Use::nothing)
            return slot;
        return shows_ - slots_[slot].last_shown >= patience ? slot : none;
    }

    /// One for a canvas, at any price: if it is the only one, what is on the screen.
    u32 find_for_canvas() const
    {
        const u32 slot = least_shown();
        return slot == none && count_ ? 0 : slot;
    }

private:
    static constexpr u64 patience = 60;

    struct Slot {
        Use use = Use::nothing;
        u64 last_shown = 0;
    };

    // An empty one, or that of longest ago; not what is on the screen.
    u32 least_shown() const
    {
        u32 best = none;
        for (u32 slot = 0; slot < count_; slot++) {
            if (slot == shown_)
                continue;
            if (slots_[slot].use == Use::nothing)
                return slot;
            if (best == none || slots_[slot].last_shown < slots_[best].last_shown)
                best = slot;
        }
        return best;
    }

    std::array<Slot, most> slots_{};
    u32 count_ = 0;
    u32 shown_ = none;
    u64 shows_ = 0;
};

} // namespace kernel::drm::detail
