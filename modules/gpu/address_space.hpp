// SPDX-License-Identifier: GPL-2.0
// What an address space has of the device, and all of them: it goes with the device.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/drm/gpuvm.hpp>
#include <bindings/locked.hpp>
#include <bindings/mutex.hpp>
#include <modules/gpu/buffer.hpp>
#include <modules/gpu/hardware.hpp>
#include <modules/gpu/page_table.hpp>

#include <optional>

namespace gpu {

/// A part of an address space.
struct Range {
    u64 from;
    u64 size;
};

class AddressSpace : public RefCounted<AddressSpace> {
public:
    using Mappings = drm::Gpuvm<Buffer, PageTable>;

    AddressSpace(RefPtr<Hardware> hardware, PageTable &&table, Mappings &&mappings)
        : hardware_(std::move(hardware)), buffers_(mappings.ref()),
          state_(State{.table = std::move(table), .mappings = std::move(mappings)})
    {}

    /// What belongs to it, and the reservations of that.
    ///
    /// Context: Any context.
    const drm::GpuvmRef &buffers() const [[clang::lifetimebound]] { return buffers_; }

    /// What is to be mapped where, or nothing any more, with all the memory that it takes. Its end takes
    /// reservations: who signals fences leaves that to others.
    class [[nodiscard("a change is made by apply()")]] Change {
        friend class AddressSpace;
        Range where;
        std::optional<Mappings::Link> link; // none: nothing any more
        u64 offset;
        u32 flags;
        Mappings::Spare spare;

    public:
        Change(Range where, std::optional<Mappings::Link> &&link, u64 offset, u32 flags,
               Mappings::Spare &&spare)
            : where(where), link(std::move(link)), offset(offset), flags(flags),
              spare(std::move(spare))
        {}

        /// The buffer that is to be mapped, if any.
        ///
        /// Context: Process context. May sleep.
        /// Return: as drm::Reserving::add().
        Result<> reserve(drm::Reserving &reserving) const MAY_SLEEP
        {
            return link ? reserving.add(link->buffer()) : Result<>();
        }
    };

    /// A part of a buffer, which is there for the device, is to be mapped over what is there; or nothing.
    ///
    /// Context: Process context. May sleep.
    /// Return: the change; -ENOMEM, -ENODEV.
    Result<Change> prepare_map(const Bond::Guard &bound, Range where, BufferRef buffer, u64 offset,
                               u32 flags) const MAY_SLEEP;
    static Result<Change> prepare_unmap(Range where) MAY_SLEEP
    {
        return Change(where, std::nullopt, 0, 0, TRY(Mappings::spare()));
    }

    /// Makes a change, once, for which it needs no memory, and no reservation.
    ///
    /// Context: Process context. May sleep.
    /// Return: what was there; -EINVAL, -ENODEV: nothing has changed, -ETIMEDOUT: the device does not answer.
    Result<Mappings::Ended> apply(Change &change) const MAY_SLEEP;

    /// Has address space `as` of the device be this one, until deactivate(). Behind that the device uses nothing
    /// of it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ETIMEDOUT: the device does not answer, -ENODEV.
    Result<> activate(u32 as) const MAY_SLEEP;
    Result<> deactivate(u32 as) const MAY_SLEEP;
    /// The device was reset: it has none any more.
    ///
    /// Context: Process context. May sleep.
    void forget(u32 as) const MAY_SLEEP
    {
        state_.with(may_sleep, [=](State &state) { state.active &= ~(1u << as); });
    }

    /// Nothing is mapped any more, and never will be. The device does not use it any more.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP;

private:
    struct State {
        std::optional<PageTable> table; // none: the device is gone
        Mappings mappings;
        u32 active = 0;         // a bit for each of the device's
        Mappings::Ended kept{}; // which the device may still use, that has not answered
    };

    Result<> update(const State &state) const MAY_SLEEP;

    RefPtr<Hardware> hardware_;
    drm::GpuvmRef buffers_;
    Locked<State, Mutex<"gpu.address_space">> state_;
};

/// All that there are.
class AddressSpaces : public RefCounted<AddressSpaces> {
public:
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENOMEM, -ENODEV: end() has been called.
    Result<> add(RefPtr<AddressSpace> space) const MAY_SLEEP;
    void remove(const AddressSpace &space) const MAY_SLEEP;

    /// From 1 on, each of them once.
    ///
    /// Context: Any context.
    u64 new_number() const { return numbers_.fetch_add(1) + 1; }

    /// Ends all, and lets none in any more.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP;

private:
    struct All {
        Vec<RefPtr<AddressSpace>> spaces;
        bool has_ended = false;
    };

    Locked<All, Mutex<"gpu.address_spaces">> all_;
    Atomic<u64> numbers_{0};
};

} // namespace gpu
