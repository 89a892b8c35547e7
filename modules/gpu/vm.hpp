// SPDX-License-Identifier: GPL-2.0
// An address space as a client has it: what its groups see of memory.
#pragma once

#include <bindings/idr.hpp>
#include <modules/gpu/address_space.hpp>
#include <modules/gpu/batch.hpp>
#include <modules/gpu/bind_job.hpp>

namespace gpu {

class Vm : public RefCounted<Vm> {
public:
    static constexpr u64 size = u64{1} << abi::va_bits;
    /// What is left for the driver's own buffers at least, behind those of the program.
    static constexpr u64 least_kernel_size = u64{256} << 20;

    /// `user_size`: how much of it, from 0 on, is to be the program's; 0: as much as programs have themselves.
    ///
    /// Context: Process context. May sleep.
    /// Return: the address space; -EINVAL: too little would be left for the driver, -ENOMEM, -ENODEV.
    static Result<RefPtr<Vm>> create(const drm::File &file, const Bond &bond,
                                     RefPtr<Hardware> hardware, RefPtr<AddressSpaces> all,
                                     u64 user_size) MAY_SLEEP;

    Vm(Bond bond, RefPtr<AddressSpaces> all, RefPtr<AddressSpace> &&space, RefPtr<Ida> windows,
       RefPtr<drm::JobQueue<BindJob>> &&binds, u64 user_size)
        : bond_(std::move(bond)), all_(std::move(all)), space_(std::move(space)),
          windows_(std::move(windows)), binds_(std::move(binds)), user_size_(user_size)
    {}
    ~Vm() MAY_SLEEP { all_->remove(*space_); }

    /// Context: Any context.
    u64 user_size() const { return user_size_; }
    /// No other one of the device has it, or will have.
    u64 number() const { return number_; }

    using Change = AddressSpace::Change;
    using Ended = AddressSpace::Mappings::Ended;

    /// A part of a buffer is to be mapped over what is there, or nothing. Of the program's part.
    ///
    /// Context: Process context. May sleep.
    /// Return: the change; -EINVAL: it is not of whole pages, or not within the buffer or the address space, or the
    /// buffer is for another one, or nothing is mapped here any more, -ENOMEM, -ENODEV.
    Result<Change> prepare_map(Range where, const BufferRef &buffer, u64 offset, u32 flags) const
        MAY_SLEEP;
    Result<Change> prepare_unmap(Range where) const MAY_SLEEP;

    /// Makes a change: see AddressSpace::apply().
    ///
    /// Context: Process context. May sleep.
    /// Return: as AddressSpace::apply().
    Result<Ended> apply(Change &change) const MAY_SLEEP { return space_->apply(change); }

    /// Changes that wait for others, in their order.
    ///
    /// Context: Any context.
    const drm::JobQueue<BindJob> &binds() const [[clang::lifetimebound]] { return *binds_; }

    /// What belongs to it, and the reservations of that: who has those pushes jobs of its queues, and of its groups.
    ///
    /// Context: Any context.
    const drm::GpuvmRef &buffers() const [[clang::lifetimebound]] { return space_->buffers(); }
    /// A buffer of zeros of the driver's own, for this address space alone.
    ///
    /// Context: Process context. May sleep.
    /// Return: the buffer; as BufferRef::create().
    Result<BufferRef> create_buffer(const drm::File &file, size_t buffer_size) const MAY_SLEEP
    {
        return BufferRef::create(file, buffer_size, Buffer(false, number_),
                                 buffers().reservation());
    }

    /// One of those that wait has failed: what is mapped is not what the program takes it for.
    ///
    /// Context: Any context.
    void set_unusable() const { is_usable_.set(false); }
    bool is_usable() const { return is_usable_.read(); }

    /// A place for a buffer of the driver's own, behind those of the program: those of groups, and of heaps, which
    /// are larger.
    static constexpr u64 window_size = u64{1} << 20;
    static constexpr u64 heap_window_size = u64{8} << 20;
    /// Maps a buffer in a window of its own, which it fits.
    ///
    /// Context: Process context. May sleep.
    /// Return: which; -ENOSPC: there is none, -ENOMEM, -ENODEV.
    Result<IdaNumber> map_window(const BufferRef &buffer) const MAY_SLEEP;
    Result<IdaNumber> map_heap_window(const BufferRef &buffer) const MAY_SLEEP;
    void unmap_window(const IdaNumber &window) const MAY_SLEEP;
    /// Context: Any context.
    u64 window_at(const IdaNumber &window) const { return place_of(window).from; }

    /// Has an address space of the device's be this one: see AddressSpace.
    ///
    /// Context: Process context. May sleep.
    /// Return: as AddressSpace::activate().
    Result<> activate(u32 as) const MAY_SLEEP { return space_->activate(as); }
    Result<> deactivate(u32 as) const MAY_SLEEP { return space_->deactivate(as); }
    void forget(u32 as) const MAY_SLEEP { space_->forget(as); }

private:
    /// So many windows are for groups; those of heaps are behind them.
    static constexpr u32 group_windows = 128;
    static constexpr u32 most_heap_windows = 4096;
    static_assert(group_windows * window_size + heap_window_size <= least_kernel_size);

    Result<> check(Range where) const;
    Range place_of(const IdaNumber &window) const;
    Result<IdaNumber> map(IdaNumber window, const BufferRef &buffer, u32 flags) const MAY_SLEEP;

    Bond bond_;
    RefPtr<AddressSpaces> all_;
    RefPtr<AddressSpace> space_;
    RefPtr<Ida> windows_;
    RefPtr<drm::JobQueue<BindJob>> binds_;
    Atomic<bool> is_usable_{true};
    u64 number_ = all_->new_number();
    u64 user_size_;
};

} // namespace gpu
