// SPDX-License-Identifier: GPL-2.0
// What frames are scanned out of: a device's own memory. Buffers move there when they are shown, so that showing
// them again is a matter of registers.
#pragma once

#include <bindings/crc32.hpp>
#include <bindings/devres.hpp>
#include <bindings/drm/canvas.hpp>
#include <bindings/drm/frame.hpp>
#include <bindings/drm/slots.hpp>
#include <bindings/locked.hpp>

#include <optional>

namespace kernel::drm {

/// The memory of a device, in slots of a frame each. Where a buffer is, user space draws: into a slot if it is in one,
/// else into shared memory. What cannot be in a slot is copied into one that is kept for that, the canvas.
///
/// All of it may be called when the device is gone: then nothing is in a slot.
class FrameMemory : public RefCounted<FrameMemory> {
public:
    /// Of memory of which the device has `size` bytes.
    ///
    /// Context: Process context. May sleep.
    /// Return: it; -ENODEV: the device is gone; -ENOMEM.
    static Result<RefPtr<FrameMemory>> create(Devres<IoMemory> memory, size_t size) MAY_SLEEP
    {
        u64 address = 0;
        {
            auto access = TRY(memory.try_access());
            address = access->address();
            size = std::min(size, access->size());
        }
        return make_ref<FrameMemory>(GFP_KERNEL, std::move(memory), size, address);
    }
    FrameMemory(Devres<IoMemory> memory, size_t size, u64 address)
        : memory_(std::move(memory)), size_(size), address_(address)
    {}

    /// Context: Any context.
    size_t size() const { return size_; }

    /// From now on a frame takes `frame` bytes, and the first `usable` bytes are scanned out of. What was in slots of
    /// another size moves back.
    ///
    /// Context: Process context, in a commit, with nothing on the screen. May sleep.
    void lay_out(size_t frame, size_t usable) const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        const size_t slot_size = (frame + raw::PAGE_SIZE - 1) / raw::PAGE_SIZE * raw::PAGE_SIZE;
        if (state->is_gone || slot_size == 0 || (state->frame == frame && state->usable == usable))
            return;
        empty_all(*state);
        state->slot_size = slot_size;
        state->frame = frame;
        state->usable = usable;
        // The last frame need not be whole pages.
        const size_t most = std::min(usable, size_);
        state->slots = Slots(most < frame ? 0 : (most - frame) / slot_size + 1);
    }

    /// Has the buffer of a layer in a slot, if that can be, which is shown from now on, with rows of `pitch` bytes.
    ///
    /// Context: Process context, in a commit. May sleep.
    /// Return: where its picture begins, in bytes; nothing: it has to be copied.
    std::optional<size_t> place(const Layer &layer, size_t pitch) const MAY_SLEEP
    {
        const size_t begin = layer.offset(layer.where().x1, layer.where().y1);
        if (layer.pitch() != pitch || begin % sizeof(u32) != 0)
            return std::nullopt;
        auto state = state_.lock(may_sleep);
        Buffer &buffer = layer.buffer();
        if (buffer.slot_ == Slots::none && !move_in(*state, buffer))
            return std::nullopt;
        state->slots.show(buffer.slot_);
        state->begin = buffer.slot_ * state->slot_size + begin;
        return state->begin;
    }

    /// Whether place() has nothing to move.
    ///
    /// Context: Process context. May sleep.
    bool holds(const Layer &layer) const MAY_SLEEP
    {
        return state_.with(may_sleep, [&](State &) { return layer.buffer().slot_ != Slots::none; });
    }

    /// Calls `f(const Canvas &, bool is_new)` to draw on the canvas, which is shown from now on. If it is new, all of
    /// the frame has to be drawn; else it has what was on the screen.
    ///
    /// Context: Process context, in a commit. May sleep; `f` must not.
    /// Return: where it begins, in bytes; nothing: there is none.
    template <class F>
    std::optional<size_t> draw(const Frame &frame, size_t pitch, F &&f) const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        bool is_new = false;
        const auto begin = prepare_canvas(*state, frame, is_new);
        auto memory = memory_.try_access();
        if (!memory || !begin)
            return std::nullopt;
        f(Canvas(**memory, *begin, pitch), is_new);
        state->begin = *begin;
        return begin;
    }

    /// The checksum of what was shown last, of its colours.
    ///
    /// Context: Process context. May sleep.
    /// Return: it; -ENODATA: nothing was shown; -ENODEV: the device is gone.
    Result<u32> crc() const MAY_SLEEP
    {
        // Who draws, or moves a buffer, waits.
        auto state = state_.lock(may_sleep);
        if (state->slots.shown() == Slots::none)
            return -ENODATA;
        std::array<u32, 128> pixels;
        u32 crc = ~u32{0};
        for (size_t done = 0; done < state->frame; done += sizeof(pixels)) {
            const auto part = std::span(pixels).first(
                std::min(sizeof(pixels), state->frame - done) / sizeof(u32));
            auto memory = TRY(memory_.try_access());
            memory->read(state->begin + done, std::as_writable_bytes(part));
            for (u32 &pixel : part)
                pixel &= 0xffffff;
            crc = crc32_le(crc, std::as_bytes(part));
        }
        return crc;
    }

    /// Moves all buffers back, as before the device loses what it has.
    ///
    /// Context: Process context, with nothing on the screen. May sleep.
    void take_all_back() const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        empty_all(*state);
    }

    /// The same, and none moves in any more.
    ///
    /// Context: as take_all_back().
    void close() const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        empty_all(*state);
        state->is_gone = true;
    }

private:
    friend class detail::BufferCalls;
    using Buffer = detail::Buffer;
    using Slots = detail::Slots;

    struct State {
        Slots slots;
        size_t slot_size = 0;
        size_t frame = 0;  // bytes of one
        size_t usable = 0; // bytes that are scanned out of
        size_t begin = 0;  // of the one that is shown
        std::array<Buffer *, Slots::most> buffers{};
        bool is_gone = false;
    };

    std::optional<size_t> prepare_canvas(State &state, const Frame &frame, bool &is_new) const
        MAY_SLEEP
    {
        // What is copied is copied from shared memory.
        move_back(state, frame.primary().buffer());
        if (frame.has_cursor())
            move_back(state, frame.cursor().buffer());
        Slots &slots = state.slots;
        u32 canvas = slots.canvas();
        if (canvas == Slots::none) {
            canvas = slots.find_for_canvas();
            if (canvas == Slots::none || state.is_gone)
                return std::nullopt;
            empty(state, canvas);
            slots.set_use(canvas, Slots::Use::canvas);
            is_new = true;
        }
        // A buffer that was shown may have begun behind where its slot does.
        is_new |= slots.shown() != canvas || state.begin != canvas * state.slot_size;
        slots.show(canvas);
        return canvas * state.slot_size;
    }

    bool move_in(State &state, Buffer &buffer) const MAY_SLEEP
    {
        if (!can_move(buffer) || state.is_gone || buffer.bytes().size() > state.slot_size)
            return false;
        const u32 slot = state.slots.find_for_buffer();
        if (slot == Slots::none)
            return false;
        empty(state, slot);
        take_from_user(buffer);
        auto memory = memory_.try_access();
        if (!memory)
            return false;
        (*memory)->write(slot * state.slot_size, buffer.bytes());
        state.slots.set_use(slot, Slots::Use::buffer);
        state.buffers[slot] = &buffer;
        buffer.slot_ = slot;
        return true;
    }

    static bool can_move(Buffer &buffer)
    {
        unsafe("the buffer is in a commit") {
            return !buffer.stays_ && !raw::drm_gem_is_imported(&buffer.object());
        }
    }

    /// What is on the screen stays there: the slot is a canvas from then on.
    void move_back(State &state, Buffer &buffer) const MAY_SLEEP
    {
        const u32 slot = buffer.slot_;
        if (slot == Slots::none)
            return;
        take_from_user(buffer);
        if (auto memory = memory_.try_access())
            (*memory)->read(slot * state.slot_size, buffer.bytes());
        forget(state, buffer);
    }

    void forget(State &state, Buffer &buffer) const
    {
        const u32 slot = std::exchange(buffer.slot_, Slots::none);
        if (slot == Slots::none)
            return;
        state.buffers[slot] = nullptr;
        const bool can_be_canvas =
            state.slots.shown() == slot && state.slots.canvas() == Slots::none;
        state.slots.set_use(slot, can_be_canvas ? Slots::Use::canvas : Slots::Use::nothing);
    }

    void empty(State &state, u32 slot) const MAY_SLEEP
    {
        if (auto *buffer = state.buffers[slot])
            move_back(state, *buffer);
        state.slots.set_use(slot, Slots::Use::nothing);
    }
    void empty_all(State &state) const MAY_SLEEP
    {
        for (u32 slot = 0; slot < state.slots.count(); slot++)
            empty(state, slot);
    }

    /// User space that draws meanwhile asks for the page again, and waits.
    static void take_from_user(Buffer &buffer) MAY_SLEEP
    {
        unsafe("the buffer is there: it is in a commit, or in a slot, which free() empties") {
            raw::drm_gem_unmap(&buffer.object());
        }
    }

    /// For others who are told where its memory is: it has to stay there.
    void keep_back(Buffer &buffer) const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        move_back(*state, buffer);
        buffer.stays_ = true;
    }

    /// Behind its last use.
    void drop(Buffer &buffer) const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        forget(*state, buffer);
    }

    /// Gives user space a page of a buffer where that is now. It is one of the buffer's, which stays mapped.
    raw::vm_fault_t fault(Buffer &buffer, raw::vm_fault &fault, size_t page) const MAY_SLEEP
    {
        return state_.with(may_sleep, [&](State &state) {
            unsafe("what moves the buffer takes its pages from user space first, and waits for "
                   "us") {
                if (buffer.slot_ == Slots::none)
                    return raw::drm_gem_shmem_insert(&fault, &buffer.object(), page);
                const u64 slot = address_ + buffer.slot_ * state.slot_size;
                return raw::vma_insert_device_page(&fault, slot / raw::PAGE_SIZE + page);
            }
        });
    }

    Devres<IoMemory> memory_;
    size_t size_;
    u64 address_;
    Locked<State, Mutex<"drm.frame_memory">> state_;
};

} // namespace kernel::drm
